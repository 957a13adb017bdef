"""Looking into JSON of others, where one may stand instead of a list, and an address instead of a thing."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
#: No address of theirs that we keep is longer.
LONGEST_URI = 500

ACTORS = frozenset({"Person", "Service", "Group", "Organization", "Application"})
POSTS = frozenset({"Note", "Question", "Article", "Page", "Video", "Audio", "Image", "Event", "Document"})


def each_of(value: Any) -> list[Any]:
    """A list, whether there was one, one thing, or nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def uri_of(value: Any) -> str:
    """The address of a thing, or the address itself; empty where there is none that we would keep."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) and len(value) <= LONGEST_URI else ""


def uris_of(value: Any) -> list[str]:
    """All addresses among them."""
    return [uri for each in each_of(value) if (uri := uri_of(each))]


def types_of(value: Any) -> list[str]:
    """What a thing says that it is; nothing for a mere address."""
    if not isinstance(value, dict):
        return []
    return [each for each in each_of(value.get("type")) if isinstance(each, str)]


def type_of(value: Any) -> str:
    """The first of them; or empty."""
    return next(iter(types_of(value)), "")


def thing_of(value: Any) -> Json | None:
    """The thing itself, where it is there whole."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, dict) else None


def words_of(value: Any) -> str:
    return value if isinstance(value, str) else ""

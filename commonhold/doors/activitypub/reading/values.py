"""Single values of foreign JSON: each may be missing, of another kind, alone or in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from commonhold.doors.activitypub.addresses import PUBLIC, PUBLIC_TOO
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.servers.queries import domain_of

LONGEST_ADDRESS = 500
_LONGEST_TEXT = 200_000
_MOST = 1000
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)

Json = Mapping[str, Any]


class NoMore(Strange):
    """What was there is gone; `is_for_good`: its server says so, and not only that it can't find it."""

    def __init__(self, words: str, *, is_for_good: bool = False) -> None:
        super().__init__(words)
        self.is_for_good = is_for_good


def thing(value: object) -> Json:
    """A JSON object. Raises Strange for anything else."""
    if not isinstance(value, dict):
        raise Strange("no object")
    return value


def every(value: object) -> list[Any]:
    """A value as a list: none, the only one, or as many as anybody needs."""
    if value is None:
        return []
    return value[:_MOST] if isinstance(value, list) else [value]


def types(each: object) -> frozenset[str]:
    """What kinds of thing it says it is, without the vocabulary's prefix."""
    if not isinstance(each, dict):
        return frozenset()
    found = every(each.get("type", each.get("@type")))
    return frozenset(name.removeprefix("as:") for name in found if isinstance(name, str))


def text(value: object) -> str:
    """A string, or the first one of a list; else empty."""
    found = next((each for each in every(value) if isinstance(each, str)), "")
    return found[:_LONGEST_TEXT].encode("utf-8", "replace").decode().replace("\0", "")


def address(value: object) -> str:
    """An address of the web: a string, the `id` of an object, or the `href` of a link; else empty.

    Of a list the first that is one.
    """
    return next(_addresses(value), "")


def addresses(value: object) -> tuple[str, ...]:
    """All addresses in there, each once."""
    return tuple(dict.fromkeys(_addresses(value)))


def audience(value: object) -> tuple[str, ...]:
    """Whom something is for; however a server writes "everybody", it is `PUBLIC`."""
    found = (each for each in every(value) if isinstance(each, str | dict))
    named = (
        PUBLIC if isinstance(each, str) and each in PUBLIC_TOO else next(_addresses(each), "")
        for each in found
    )
    return tuple(dict.fromkeys(filter(None, named)))


def own_id(source: Json) -> str:
    """Its `id`. Raises Strange when it has none that is an address of the web."""
    found = text(source.get("id", source.get("@id")))
    if not is_address(found):
        raise Strange("no id")
    return found


def is_address(value: str) -> bool:
    """Is it an address of the web, of a length that we keep?"""
    if not value.startswith(("https://", "http://")) or not 8 < len(value) <= LONGEST_ADDRESS:
        return False
    return bool(domain_of(value)) and value.isprintable() and not any(each.isspace() for each in value)


def must_be_of_one_server(one: str, other: str) -> None:
    """Only a server itself speaks for what has its name (FEP-fe34). Raises Strange."""
    if not domain_of(one) or domain_of(one) != domain_of(other):
        raise Strange("speaks for another server")


def number(value: object, most: int = 2_000_000_000) -> int | None:
    """A count or a length, from 0 to `most`; else None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        return None
    return int(value)


def moment(value: object) -> datetime | None:
    """An aware time between 1971 and 9000; one without a zone is UTC."""
    said = text(value).strip()[:64]
    try:
        found = parse_datetime(said)
        if found is not None and found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        utc = None if found is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return utc if utc is not None and _EARLIEST <= utc <= _LATEST else None


def in_some_language(source: Json, name: str) -> tuple[str, str]:
    """A text and its language (BCP 47, or empty): as `content` and `contentMap` say together."""
    said = text(source.get(name))
    by_language = source.get(f"{name}Map")
    if not isinstance(by_language, dict):
        return said, ""
    versions = {code: text(each) for code, each in list(by_language.items())[:_MOST] if isinstance(code, str)}
    if said:
        return said, next((code for code, each in versions.items() if each == said), "")
    return next(((each, code) for code, each in versions.items() if each), ("", ""))


def _addresses(value: object) -> Iterator[str]:
    for each in every(value):
        found = each
        if isinstance(each, dict):
            found = next((each[name] for name in ("id", "@id", "href", "url") if each.get(name)), None)
        if isinstance(found, str) and is_address(found):
            yield found

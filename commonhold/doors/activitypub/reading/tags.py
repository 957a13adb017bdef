"""What stands in `tag`: people, words, emoji, and links to what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commonhold.doors.activitypub.reading.places import places
from commonhold.doors.activitypub.reading.values import Json, address, every, text, types

_MOST = 200
_QUOTES = ("quote", "quoteUrl", "quoteUri", "quoteURL", "_misskey_quote")


class ReadMention(NamedTuple):
    """Somebody is named: her address, and how."""

    uri: str
    name: str


def read_mentions(source: Json) -> tuple[ReadMention, ...]:
    """Each once."""
    found: dict[str, ReadMention] = {}
    for each in _tagged(source, "Mention"):
        uri = address(each.get("href", each.get("id")))
        if uri:
            found.setdefault(uri, ReadMention(uri, text(each.get("name"))[:400]))
    return tuple(found.values())[:_MOST]


def read_hashtags(source: Json) -> tuple[str, ...]:
    """As they are written, without their #."""
    names = (text(each.get("name")).strip().removeprefix("#")[:200] for each in _tagged(source, "Hashtag"))
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST]


def read_emoji(source: Json) -> dict[str, str]:
    """Pictures by shortcode."""
    found: dict[str, str] = {}
    for each in _tagged(source, "Emoji"):
        name = text(each.get("name")).strip().strip(":")[:60]
        icon = each.get("icon")
        picture = next(places(icon if isinstance(icon, str | list) else [icon]), None)
        if name and picture is not None:
            found.setdefault(name, picture.address)
    return dict(list(found.items())[:_MOST])


def read_quoted(source: Json) -> str:
    """The post that is quoted, in any of the ways in which servers say it (FEP-044f, FEP-e232, Misskey)."""
    for name in _QUOTES:
        if found := address(source.get(name)):
            return found
    for each in _tagged(source, "Link"):
        relations = [rel for rel in every(each.get("rel")) if isinstance(rel, str)]
        if any("quote" in rel.lower() for rel in relations) and (found := address(each.get("href"))):
            return found
    return ""


def _tagged(source: Json, kind: str) -> Iterator[Json]:
    for each in every(source.get("tag")):
        if isinstance(each, dict) and kind in types(each):
            yield each

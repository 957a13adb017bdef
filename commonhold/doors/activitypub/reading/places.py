"""Where something is read, and where files lie: `url` is a string, a link, or a list of either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from commonhold.doors.activitypub.reading.values import Json, every, is_address, text
from commonhold.social.media.elsewhere import LONGEST_SOURCE
from commonhold.social.servers.queries import domain_of

_PAGES = {"text/html", "application/xhtml+xml"}


class Place(NamedTuple):
    """An address, and what lies there as far as it says; `source` is the link, if it was one."""

    address: str
    mime: str
    source: Json


def places(value: object) -> Iterator[Place]:
    """All of them in their order."""
    for each in every(value):
        if isinstance(each, str):
            yield from _if_usable(each, "", {})
        elif isinstance(each, dict):
            mime = text(each.get("mediaType", each.get("mimeType"))).partition(";")[0].strip().lower()
            target = each.get("href", each.get("url"))
            if isinstance(target, str):
                yield from _if_usable(target, mime, each)
            elif target is not None:
                yield from (Place(deeper.address, deeper.mime or mime, each) for deeper in _once(target))


def page(source: Json) -> str:
    """Where people read it: a page of its kind before any other address; empty when none is named."""
    found = list(places(source.get("url")))
    pages = [each for each in found if each.mime in _PAGES] or [each for each in found if not each.mime]
    return next((each.address for each in pages if is_address(each.address)), "")


def _once(value: Any) -> Iterator[Place]:
    """One level deeper and no more."""
    for each in every(value):
        target = each.get("href", each.get("url")) if isinstance(each, dict) else each
        if isinstance(target, str):
            mime = text(each.get("mediaType")) if isinstance(each, dict) else ""
            yield from _if_usable(target, mime.lower(), {})


def _if_usable(target: str, mime: str, source: Json) -> Iterator[Place]:
    is_web = target.startswith(("https://", "http://")) and bool(domain_of(target))
    if is_web and len(target) <= LONGEST_SOURCE and target.isprintable() and " " not in target:
        yield Place(target, mime, source)

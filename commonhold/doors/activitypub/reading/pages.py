"""Pages for people, as far as they say where the same stands for servers (HTML, 4.6.7.1 `alternate`).

Only link tags are looked at, each short and by itself: a page made to keep us busy fails.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from commonhold.doors.activitypub.reading.values import is_address

_LINK = re.compile(r"<link\s[^<>]{1,4000}>", re.IGNORECASE)
_MOST = 200
_KIND = "application/activity+json"
_LD = re.compile(r"application/ld\+json\s*;.*activitystreams", re.IGNORECASE)


def meant_by(html: str, *, url: str) -> str:
    """The address of what the page at `url` shows; empty where it names none."""
    for _number, found in zip(range(_MOST), _LINK.finditer(html), strict=False):
        link = _Tag()
        link.feed(found[0])
        kind = link.attributes.get("type", "").strip().lower()
        is_other_form = "alternate" in link.attributes.get("rel", "").lower().split()
        if is_other_form and (kind == _KIND or _LD.match(kind)):
            address = _joined(url, link.attributes.get("href", "").strip())
            return address if is_address(address) else ""
    return ""


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href) if href else ""
    except ValueError:
        return ""


class _Tag(HTMLParser):
    """One tag's attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update({name: value or "" for name, value in attrs})

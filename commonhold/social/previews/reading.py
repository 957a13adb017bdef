"""What a page says of itself: Open Graph, or its title and description. Text in, text out.

Only its title and meta tags are looked at, each short and by itself: a page made to keep us busy fails.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_SITE = 300, 500, 100

_META = re.compile(r"<meta\s[^<>]{1,4000}>", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,500})?>([^<]{0,2000})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\s[^<>]{0,200}charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Plain text, without marks that turn the direction of what stands around it."""

    title: str
    description: str
    site: str


def read(body: bytes, charset: str) -> Said | None:
    """What the page says, or None when it has no title or asks not to be quoted."""
    text = _decoded(body, charset)
    meta: dict[str, str] = {}
    for name, content in _metas(text):
        meta.setdefault(name, content)
    if {"nosnippet", "none"} & {each.strip() for each in meta.get("robots", "").lower().split(",")}:
        return None
    own = _TITLE.search(text)
    title = _tidy(
        meta.get("og:title") or meta.get("twitter:title") or unescape(own[1] if own else ""), LONGEST_TITLE
    )
    if not title:
        return None
    description = meta.get("og:description") or meta.get("twitter:description") or meta.get("description", "")
    return Said(
        title, _tidy(description, LONGEST_DESCRIPTION), _tidy(meta.get("og:site_name", ""), LONGEST_SITE)
    )


def _decoded(body: bytes, charset: str) -> str:
    own = _CHARSET.search(body[:4096])
    for name in (charset, own[1].decode() if own else "", "utf-8"):
        with suppress(
            LookupError, ValueError
        ):  # unknown, or "undefined", which Python knows and reads nothing
            if codecs.lookup(name)._is_text_encoding:
                return body.decode(name, "replace")
    return ""


def _metas(text: str) -> Iterator[tuple[str, str]]:
    for found in _META.finditer(text):
        tag = _Tag()
        tag.feed(found[0])
        name = tag.attributes.get("property") or tag.attributes.get("name") or ""
        yield name.strip().lower(), tag.attributes.get("content") or ""


class _Tag(HTMLParser):
    """One tag's attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update(attrs)


def _tidy(text: str, longest: int) -> str:
    # Cc and Cf: control signs, and those that turn the direction of a line.
    plain = "".join(
        each if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co"} else " " for each in text
    )
    plain = " ".join(plain.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"

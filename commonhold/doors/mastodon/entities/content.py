"""Words as apps show them: our HTML with whole addresses and Mastodon's classes, emoji as shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape, linebreaks, urlize

from commonhold.doors.calls.addresses import address, base
from commonhold.social.emoji import queries as emoji
from commonhold.social.emoji.shortcodes import IN_TEXT

_PICTURE = re.compile(r'<img[^>]*?\balt="(:[^":]+:)"[^>]*>')
_MENTION = re.compile(r'<a class="mention" href="(/@[^"]+)"([^>]*)>@([^<]*)</a>')
_HASHTAG = re.compile(r'<a class="hashtag" href="(/tags/[^"]+)"([^>]*)>#([^<]*)</a>')
_OWN = re.compile(r'(href|src)="/')


def html(ours: str) -> str:
    """HTML that `posts.text` wrote."""
    words = _PICTURE.sub(r"\1", ours)
    words = _MENTION.sub(
        lambda found: (
            f'<span class="h-card"><a href="{address(found[1])}" class="u-url mention">'
            f"@<span>{found[3]}</span></a></span>"
        ),
        words,
    )
    words = _HASHTAG.sub(
        lambda found: (
            f'<a href="{address(found[1])}" class="mention hashtag" rel="tag">#<span>{found[3]}</span></a>'
        ),
        words,
    )
    return _OWN.sub(lambda found: f'{found[1]}="{base()}/', words)


def from_plain(text: str) -> str:
    """Words of a profile, which have no marks: paragraphs and links."""
    return linebreaks(urlize(text, nofollow=True, autoescape=True), autoescape=False) if text else ""


def link(url: str) -> str:
    """The value of a profile's field that is an address."""
    shown = escape(url.removeprefix("https://").removeprefix("http://"))
    return f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener noreferrer me">{shown}</a>'


def shortcodes(texts: Iterable[str], *, pattern: re.Pattern[str] = IN_TEXT) -> set[str]:
    """The words between colons, which may be emoji."""
    return {found[1] for text in texts if ":" in text for found in pattern.finditer(text)}


def emojis(
    texts: Iterable[str], pictures: dict[str, str], *, pattern: re.Pattern[str] = IN_TEXT
) -> list[dict[str, Any]]:
    """Those of our own emoji that stand in these texts, from `pictures_of` of all texts of a page."""
    return [
        {
            "shortcode": each,
            "url": address(pictures[each]),
            "static_url": address(pictures[each]),
            "visible_in_picker": True,
        }
        for each in sorted(shortcodes(texts, pattern=pattern))
        if each in pictures
    ]


def pictures_of(texts: Iterable[str]) -> dict[str, str]:
    """Where the pictures of all emoji in these texts lie: at most two statements."""
    found = shortcodes(texts)
    return emoji.pictures(found) if found else {}

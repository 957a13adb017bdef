"""Words as other servers show them: HTML with whole addresses, emoji as shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import escape, linebreaks, urlize

from commonhold.doors.calls.addresses import address, base
from commonhold.social.emoji import queries as emoji
from commonhold.social.emoji.shortcodes import IN_TEXT

_PICTURE = re.compile(r'<img[^>]*?\balt="(:[^":]+:)"[^>]*>')
_MENTION = re.compile(r'<a class="mention" href="/@([^"]+)"[^>]*>@([^<@]*)(@[^<]*)?</a>')
_HASHTAG = re.compile(r'<a class="hashtag" href="(/tags/[^"]+)"[^>]*>#([^<]*)</a>')
_OWN = re.compile(r'(href|src)="/(?!/)')


def html(ours: str, pages: Mapping[str, str]) -> str:
    """HTML that `posts.text` wrote; `pages` are the pages of people elsewhere, by `eve@elsewhere.example`."""
    words = _PICTURE.sub(r"\1", ours)
    words = _MENTION.sub(lambda found: _mention(found[1], found[2], pages), words)
    words = _HASHTAG.sub(
        lambda found: (
            f'<a href="{address(found[1])}" class="mention hashtag" rel="tag">#<span>{found[2]}</span></a>'
        ),
        words,
    )
    return _OWN.sub(lambda found: f'{found[1]}="{base()}/', words)


def _mention(called: str, name: str, pages: Mapping[str, str]) -> str:
    page = escape(pages.get(called.lower()) or address(f"/@{called}"))
    return f'<span class="h-card"><a href="{page}" class="u-url mention">@<span>{name}</span></a></span>'


def from_plain(text: str) -> str:
    """Words of a profile, which have no marks: paragraphs and links."""
    return linebreaks(urlize(text, nofollow=True, autoescape=True), autoescape=False) if text else ""


def field(value: str, *, is_link: bool) -> str:
    """The value of a line of a profile."""
    if not is_link:
        return str(escape(value))
    shown = escape(value.removeprefix("https://").removeprefix("http://"))
    return f'<a href="{escape(value)}" target="_blank" rel="nofollow noopener me">{shown}</a>'


def emojis(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Those of our own emoji that stand in these texts, as tags."""
    wanted = {found[1] for text in texts if ":" in text for found in IN_TEXT.finditer(text)}
    pictures = emoji.pictures(wanted) if wanted else {}
    return [
        {
            "id": address(f"/ap/emoji/{each}"),
            "type": "Emoji",
            "name": f":{each}:",
            "icon": {"type": "Image", "mediaType": mime_of(pictures[each]), "url": address(pictures[each])},
        }
        for each in sorted(pictures)
    ]


_MIMES = {
    "webp": "image/webp",
    "png": "image/png",
    "gif": "image/gif",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}


def mime_of(url: str) -> str:
    """The media type that the end of a picture's address says."""
    return _MIMES.get(url.partition("?")[0].rpartition(".")[2].lower(), "image/jpeg")

"""How a name is shown: with emoji in it, the co-op's own, or of people elsewhere those of their server."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from commonhold.social.emoji.shortcodes import IN_TEXT, IN_TEXT_ELSEWHERE

register = template.Library()


@register.simple_tag(takes_context=True)
def with_emoji(context: Context, text: str, whose: Any = None) -> SafeString:
    """`{% with_emoji person.name person %}`: escaped, with pictures for shortcodes, which the frame knows."""
    is_elsewhere = whose and "@" in whose.handle
    pieces = (IN_TEXT_ELSEWHERE if is_elsewhere else IN_TEXT).split(text)
    if len(pieces) == 1:
        return format_html("{}", text)
    frame = context.get("frame")
    known: dict[str, str] = {}
    if frame is not None:
        known = frame.emoji_of(whose.id) if is_elsewhere else frame.emoji
    return mark_safe("".join(_piece(known, number, piece) for number, piece in enumerate(pieces)))  # noqa: S308 - each piece is escaped


def _piece(known: dict[str, str], number: int, piece: str) -> SafeString:
    """Pieces with odd numbers are shortcodes."""
    if number % 2 == 0:
        return format_html("{}", piece)
    if piece not in known:
        return format_html(":{}:", piece)
    return format_html(
        '<img class="emoji" src="{}" alt=":{}:" title=":{}:" width="20" height="20">',
        known[piece],
        piece,
        piece,
    )

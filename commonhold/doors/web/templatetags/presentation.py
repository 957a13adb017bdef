"""What every template may say with `{% load presentation %}`. The list with examples: docs/design.md."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Library
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from commonhold.doors.web.frame import Frame
from commonhold.doors.web.templatetags import pictures, states, times
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.ground.ledger.amounts import amount_in_words

register = Library()

_TONES = 8
_EMPTY = SafeString("")
# What points along the line: mirrored where one reads from right to left.
_TURNING = {
    "arrow-left",
    "arrow-right",
    "chevron-right",
    "external-link",
    "list-checks",
    "log-in",
    "log-out",
    "messages-square",
    "reply",
    "send",
    "undo-2",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from the sprite, silent to screen readers: a word always stands beside it."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" width="20" height="20" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        " icon-turns" if name in _TURNING else "",
        static("commonhold/icons/lucide.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def html_tag(context: Context) -> SafeString:
    """`<html>` with the page's language and direction, and what the scripts should know of it.

    `data-now` is the server's time, `data-live-since` the id after which an open page asks for what is new,
    `data-as` as whom who has two profiles acts.
    """
    words = context.get("told") or told(context.get("frame"))
    return SafeString(f"<html {words}>")  # nosec B703 - times, numbers and a handle


def told(frame: Frame | None) -> str:
    """The attributes of `<html>`."""
    words = f'lang="{get_language()}" dir="{"rtl" if get_language_bidi() else "ltr"}"'
    if frame is not None:
        words += f' data-now="{frame.now.isoformat()}"'
        words += ' data-keys="off"' if frame.keys_are_off else ""
        words += f' data-as="{frame.handle}"' if frame.acting is not None else ""
        words += f' data-live-since="{frame.live_since}"' if frame.viewer is not None else ""
    return words


@register.simple_tag
@cache
def sheets_and_icons() -> SafeString:
    """What stands in the head of every page, the same for everybody: put together once."""
    return SafeString(render_to_string("frame/head.html"))  # nosec B703 - what a template wrote


@register.simple_tag
def serves_tests() -> bool:
    """Did this server start over a co-op in test mode? For pages that may ask no database."""
    return bool(settings.SERVES_TESTS)


@register.filter
def money(minor_units: int | str | None, currency: str) -> str:
    """`{{ 400|money:"EUR" }}` reads "€4.00"; nothing in, nothing out."""
    return "" if minor_units is None or minor_units == "" else amount_in_words(int(minor_units), currency)


@register.filter
def signed_money(minor_units: int | str | None, currency: str) -> str:
    """Like `money`, with a plus before what comes in and a minus before what goes out."""
    return (
        ""
        if minor_units is None or minor_units == ""
        else amount_in_words(int(minor_units), currency, signed=True)
    )


@register.simple_tag(takes_context=True)
def when(
    context: Context, at: datetime | None, now: datetime | None = None, style: str = "both"
) -> SafeString:
    """A time as `<time>`, in the co-op's zone.

    `style`: "both" (in 3 days Monday 3 May, 18:00), "relative", "absolute", "day" (Monday 3 May) or
    "short" (Mon 3 May) or "clock" (18:00). Without `now` the frame's is used; without that, the absolute form
    stands alone.
    """
    if not at:
        return _EMPTY
    frame = context.get("frame") or {}
    now = now or _look_up(frame, "now")
    zone = times.zone_of(_look_up(frame, "time_zone"))
    absolute = times.ABSOLUTE.get(style, times.day_and_clock)(at, zone, now=now)
    stamp = at.isoformat()
    if now is None or style not in ("both", "relative"):
        return format_html('<time class="when" datetime="{}">{}</time>', stamp, absolute)
    relative = times.distance(at, now)
    if style == "relative":
        return format_html(
            '<time class="when" datetime="{}" title="{}" data-relative>{}</time>', stamp, absolute, relative
        )
    return format_html(
        '<time class="when" datetime="{}"><span class="when-relative" data-relative="{}">{}</span>'
        ' <span class="when-absolute">{}</span></time>',
        stamp,
        stamp,
        relative,
        absolute,
    )


@register.filter
def soon(at: datetime | None, now: datetime | None) -> bool:
    """Less than a day is left until `at`."""
    return bool(at and now and times.is_soon(at, now))


@register.filter
def initials(name: str | None) -> str:
    """Two letters at most: the first of the first and of the last word."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    letters = [unicodedata.normalize("NFC", word)[0].upper() for word in words]
    return "".join(letters[:1] + letters[1:][-1:]) or "?"


@register.filter
def tone(handle: str | None) -> int:
    """The avatar colour of a handle, always the same: 0 to 7."""
    return zlib.crc32((handle or "").casefold().encode()) % _TONES


@register.filter
def state_word(state: str) -> str:
    """The word that members read for a proposal's state."""
    return str(states.look_of(state).word)


@register.filter
def state_tone(state: str) -> str:
    return states.look_of(state).tone


@register.filter
def state_icon(state: str) -> str:
    return states.look_of(state).icon


@register.filter
def own_name(language: str) -> str:
    """A language as its speakers call it: "Deutsch" for de."""
    return dict(settings.LANGUAGES).get(language, language)


@register.simple_tag(takes_context=True)
def here(context: Context, address: str) -> SafeString:
    """` aria-current="page"` when the reader is at `address`, "true" when she is somewhere below it."""
    request = context.get("request")
    path = getattr(request, "path", None)
    if path is None or not address:
        return _EMPTY
    address = address.replace("{me}", _handle(context))
    if path == address:
        return SafeString(' aria-current="page"')
    if address != "/" and path.startswith(f"{address}/"):
        return SafeString(' aria-current="true"')
    return _EMPTY


@register.simple_tag(takes_context=True)
def address(context: Context, url: str) -> str:
    """`{% address place.url %}`: a place's address, with the reader's handle where it says `{me}`."""
    return url.replace("{me}", context.get("me") or _handle(context))


@register.inclusion_tag("components/bars.html")
def bars(title: str, parts: Sequence[Part], **options: Any) -> dict[str, object]:
    """Bars with their table beneath.

    Options: `whole` (what the full width stands for; else the largest part), `mark` (a whole number,
    drawn as a dashed line), `mark_words`, `summary` (read to those who do not see the picture),
    `heading` and `amount_heading` for the table.
    """
    whole = options.pop("whole", None) or max((part.size for part in parts), default=1)
    mark = options.pop("mark", None)
    return {
        "title": title,
        "parts": parts,
        "bars": pictures.lay_bars(parts, whole),
        "height": pictures.bars_height(parts),
        "mark_x": None if mark is None else pictures.percent(mark, whole),
        **options,
    }


@register.inclusion_tag("components/flow.html")
def flow(title: str, sources: Sequence[Part], uses: Sequence[Part], **options: Any) -> dict[str, object]:
    """What comes in, through one pot, to where it goes, with its table beneath.

    Options: `summary`, `in_heading`, `out_heading`, `amount_heading`.
    """
    return {
        "title": title,
        "sources": sources,
        "uses": uses,
        "flow": pictures.lay_flow(sources, uses),
        **options,
    }


def _handle(context: Context) -> str:
    return str(_look_up(context.get("frame") or {}, "handle") or "")


def _look_up(frame: Any, name: str) -> Any:
    """The frame may be a mapping or an object, and may lack what is asked for."""
    return frame.get(name) if isinstance(frame, Mapping) else getattr(frame, name, None)

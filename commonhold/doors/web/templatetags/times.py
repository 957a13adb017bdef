"""Times as people read them: how far away, and which day of the week."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

_SOON = timedelta(hours=24)


def zone_of(named: tzinfo | str | None) -> tzinfo:
    """The zone to write times in; without one, Django's current zone."""
    if isinstance(named, str):
        return ZoneInfo(named)
    return named or timezone.get_current_timezone()


def distance(at: datetime, now: datetime) -> str:
    """ "in 3 days", "2 hours ago", "now". Cut down, never rounded up: a deadline is not made to look later.

    `js/times.js` speaks by the same steps.
    """
    unit, n, is_to_come = steps(at, now)
    return gettext("now") if unit == "now" else _span(unit, n, is_to_come, get_language())


def steps(at: datetime, now: datetime) -> tuple[str, int, bool]:
    """Of which unit, how many, and whether they are to come: all that a distance's words depend on."""
    away = (at - now).total_seconds()
    seconds = abs(int(away))
    if seconds < 60:
        return "now", 0, False
    for unit, length, least in _UNITS:
        if seconds >= least:
            return unit, seconds // length, away > 0
    raise AssertionError("the last unit takes what is left")


#: Each with its length in seconds, and from how many seconds on it is spoken of.
_UNITS = (
    ("year", 365 * 86_400, 730 * 86_400),
    ("month", 30 * 86_400, 60 * 86_400),
    ("day", 86_400, 86_400),
    ("hour", 3600, 3600),
    ("minute", 60, 60),
)


@lru_cache(maxsize=4096)
def _span(unit: str, n: int, is_to_come: bool, _language: str | None) -> str:
    """The words, once for each language."""
    if unit == "minute":
        span = ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
    elif unit == "hour":
        span = ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}
    elif unit == "day":
        span = ngettext("%(n)d day", "%(n)d days", n) % {"n": n}
    elif unit == "month":
        span = ngettext("%(n)d month", "%(n)d months", n) % {"n": n}
    else:
        span = ngettext("%(n)d year", "%(n)d years", n) % {"n": n}
    return (gettext("in {span}") if is_to_come else gettext("{span} ago")).format(span=span)


def day_and_clock(at: datetime, zone: tzinfo, *, now: datetime | None = None) -> str:
    """ "Monday 3 May 2027, 18:00"; the year is left out when it is this year."""
    if _is_this_year(at, zone, now):
        return _write(at, zone, pgettext("date format: weekday, day, month, time", "l j F, H:i"))
    return _write(at, zone, pgettext("date format: weekday, day, month, year, time", "l j F Y, H:i"))


def day(at: datetime, zone: tzinfo, *, now: datetime | None = None) -> str:
    """ "Monday 3 May 2027"; the year is left out when it is this year."""
    if _is_this_year(at, zone, now):
        return _write(at, zone, pgettext("date format: weekday, day, month", "l j F"))
    return _write(at, zone, pgettext("date format: weekday, day, month, year", "l j F Y"))


def short_day(at: datetime, zone: tzinfo, *, now: datetime | None = None) -> str:
    """ "Mon 3 May 2027", for narrow places; the year is left out when it is this year."""
    if _is_this_year(at, zone, now):
        return _write(at, zone, pgettext("date format: short weekday, day, short month", "D j M"))
    return _write(at, zone, pgettext("date format: short weekday, day, short month, year", "D j M Y"))


def clock(at: datetime, zone: tzinfo, *, now: datetime | None = None) -> str:
    """ "18:00", where the day stands above."""
    return _write(at, zone, pgettext("date format: time", "H:i"))


ABSOLUTE = {"day": day, "short": short_day, "clock": clock}


def is_soon(at: datetime, now: datetime) -> bool:
    """Less than a day is left."""
    return timedelta(0) <= at - now < _SOON


def _is_this_year(at: datetime, zone: tzinfo, now: datetime | None) -> bool:
    return now is not None and now.astimezone(zone).year == at.astimezone(zone).year


def _write(at: datetime, zone: tzinfo, pattern: str) -> str:
    return dateformat.format(at.astimezone(zone), pattern)

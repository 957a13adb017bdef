"""Times as people read them: how far away, and which day of the week."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import gettext, ngettext, pgettext

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
    seconds = abs(int((at - now).total_seconds()))
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
    if minutes < 1:
        return gettext("now")
    if minutes < 60:
        span = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    elif hours < 24:
        span = ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    elif days < 60:
        span = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    elif days < 730:
        span = ngettext("%(n)d month", "%(n)d months", days // 30) % {"n": days // 30}
    else:
        span = ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}
    return (gettext("in {span}") if at > now else gettext("{span} ago")).format(span=span)


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

"""Dates in words, as sentences bear them: in the language of who reads, at the co-op's clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as written
from django.utils.translation import pgettext

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter


def day_and_clock(at: datetime) -> str:
    """ "Monday 3 May 2027, 18:00"."""
    return written(_here(at), pgettext("date format: weekday, day, month, year, time", "l j F Y, H:i"))


def day(at: datetime) -> str:
    """ "Monday 3 May 2027"."""
    return written(_here(at), pgettext("date format: weekday, day, month, year", "l j F Y"))


def month(first_day: date) -> str:
    """ "May 2027"."""
    return written(first_day, pgettext("date format: month, year", "F Y"))


def local_day(at: datetime) -> date:
    """The day that it is in the co-op, for lists and files."""
    return _here(at).date()


def _here(at: datetime) -> datetime:
    return at.astimezone(zone())


def zone() -> ZoneInfo:
    """The co-op's clock."""
    return ZoneInfo(charter.current().read(CoopCharter).time_zone)

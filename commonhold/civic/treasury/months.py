"""Months as the co-op's time zone counts them, written "2026-05"."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def month_of(at: datetime) -> str:
    """The month in which this moment falls."""
    return f"{at.astimezone(_zone()):%Y-%m}"


def is_month(text: str) -> bool:
    """Is it written like "2026-05"?"""
    return _MONTH.fullmatch(text) is not None


def after(month: str) -> str:
    """The month that follows."""
    day = _first_day(month)
    return f"{day.year + day.month // 12:04}-{day.month % 12 + 1:02}"


def before(month: str) -> str:
    """The month that came before."""
    day = _first_day(month)
    return f"{day.year - (day.month == 1):04}-{(day.month - 2) % 12 + 1:02}"


def beginning(month: str) -> datetime:
    """The moment, in UTC, at which the month begins."""
    day = _first_day(month)
    return datetime(day.year, day.month, 1, tzinfo=_zone()).astimezone(UTC)


def in_words(month: str) -> str:
    """As people say it: "May 2026"."""
    return dates.month(_first_day(month))


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _zone() -> ZoneInfo:
    return ZoneInfo(charter.current().read(CoopCharter).time_zone)

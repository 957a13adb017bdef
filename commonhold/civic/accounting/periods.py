"""Months ("2026-05") and years ("2026") of the books, as the co-op's time zone counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.civic.treasury import months

_INSTANT = timedelta(microseconds=1)
_MONTH, _YEAR = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"), re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True)
class Span:
    """A time of the books: what is booked after `since` and up to `until` lies within."""

    since: datetime
    until: datetime

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The same as others count: at the first or later, and before the second."""
        return self.since + _INSTANT, self.until + _INSTANT


def is_period(text: str) -> bool:
    return is_year(text) or _MONTH.fullmatch(text) is not None


def is_year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def span(period: str) -> Span:
    """From the first moment of the period to its last."""
    first, following = (f"{period}-01", f"{int(period) + 1:04}-01") if is_year(period) else (period, "")
    following = following or months.after(first)
    return Span(months.beginning(first) - _INSTANT, months.beginning(following) - _INSTANT)


def following(month: str) -> str:
    """The month after it."""
    return months.after(month)


def months_of(year: str, *, since: str) -> list[str]:
    """The months of a year, those before the books began left out."""
    return [month for month in (f"{year}-{number:02}" for number in range(1, 13)) if month >= since]


def in_words(period: str) -> str:
    """As people say it: "May 2026", "2026"."""
    return period if is_year(period) else months.in_words(period)

"""What rooms above lay before a year's closing: `house/register.py` lists it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Figure:
    """One line of a summary that another room lays before the report: public, in words and a whole number.

    `currency` is empty for what is counted and not paid, such as members.
    """

    code: str
    words: str
    amount: int
    currency: str = ""


#: Lines on a time of the books.
Summary = Callable[[datetime, datetime], Sequence[Figure]]

_summaries: dict[str, Summary] = {}


def offer_summary(name: str, summary: Summary) -> None:
    """Lay lines of another room before the year's report."""
    if name in _summaries:
        raise ValueError(f"two rooms lay {name!r} before the report")
    _summaries[name] = summary


def summaries(since: datetime, until: datetime) -> dict[str, Sequence[Figure]]:
    return {name: summary(since, until) for name, summary in _summaries.items()}

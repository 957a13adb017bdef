"""What an ad costs, and what comes back when it ends early. Pure: no clock, no charter, no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

_Kind = TypeVar("_Kind", bound=str)
_DAY = timedelta(days=1)


def price(places: Collection[_Kind], weeks: int, *, list_cents: Mapping[_Kind, int]) -> int:
    """Cents for so many weeks on each of `places`, of which each is a kind that the price list has.

    Raises ValueError without a place or a week.
    """
    if not places or weeks < 1:
        raise ValueError("an ad stands somewhere, for a week at least")
    return weeks * sum(list_cents[each] for each in places)


def days_shown(begins: datetime, ends: datetime, now: datetime) -> tuple[int, int]:
    """How many days of how many it was shown by now; one that began counts."""
    days = max(1, (ends - begins) // _DAY)
    begun = -((begins - now) // _DAY)
    return min(days, max(0, begun)), days


def refund(cents: int, *, shown: int, days: int) -> int:
    """What goes back when `shown` of `days` are over. What stays with us is rounded down to the cent.

    Raises ValueError unless 0 ≤ shown ≤ days.
    """
    if days < 1 or not 0 <= shown <= days:
        raise ValueError("no more days are over than there are")
    return cents - cents * shown // days

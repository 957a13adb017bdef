"""Whether an offer can be had at a time: its open times, and what others agreed on already."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.exchange.models import Agreement, Offer
from commonhold.civic.exchange.refusals import (
    EndsBeforeItStarts,
    NotOpenThen,
    StartsInThePast,
    TakenThen,
    TooLong,
)
from commonhold.civic.exchange.vocabulary import HOLDS_ITS_TIME

LONGEST_DAYS = 366


def must_be_possible(starts: datetime | None, ends: datetime | None, now: datetime) -> None:
    """Raises EndsBeforeItStarts, StartsInThePast or TooLong."""
    if starts is None and ends is None:
        return
    if starts is None or ends is None or ends <= starts:
        raise EndsBeforeItStarts
    if starts <= now:
        raise StartsInThePast
    if ends - starts > timedelta(days=LONGEST_DAYS):
        raise TooLong(LONGEST_DAYS)


def must_be_open(offer: Offer, starts: datetime | None, ends: datetime | None) -> None:
    """Within one of its open times, where it names any. Raises NotOpenThen, also where no time is said."""
    times = offer.open_times.all()
    if not times.exists():
        return
    if starts is None or ends is None or not times.filter(starts_at__lte=starts, ends_at__gte=ends).exists():
        raise NotOpenThen


def must_be_free(
    offer: Offer, starts: datetime | None, ends: datetime | None, *, but: int | None = None
) -> None:
    """Fewer agreements hold a part of this time than it has seats. Ends touch without a clash.

    For whoever has locked the offer. Raises TakenThen.
    """
    if starts is None or ends is None:
        return
    held = Agreement.objects.filter(
        offer=offer, state__in=HOLDS_ITS_TIME, starts_at__lt=ends, ends_at__gt=starts
    ).exclude(id=but or 0)
    spans = list(held.values_list("starts_at", "ends_at"))
    moments = [starts, *(begins for begins, _over in spans if begins is not None and begins > starts)]
    for moment in moments:
        there = sum(1 for begins, over in spans if begins and over and begins <= moment < over)
        if there >= offer.seats:
            raise TakenThen

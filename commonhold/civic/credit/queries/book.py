"""What everybody may know of the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count as CountOf
from django.db.models import Sum

from commonhold.civic.credit.models import Balance, Count, Limit, Payment
from rulebook.suppression import LEAST_PEOPLE

_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Totals:
    """Nobody is named, and of fewer than five people there is no number (None).

    `sum` is that of all balances: nothing, unless something is wrong. Times are minutes of work.
    """

    people: int | None
    owed: int | None
    trusted: int | None
    paid_lately: int | None  # within thirty days
    sum: int
    counted_at: datetime | None  # when the whole book was looked through last
    wrong: int  # what did not add up then
    entries: int
    sha256: str


def totals(*, now: datetime) -> Totals:
    """How much is owed and trusted now, and whether the book added up when it was last looked through."""
    found, owed = set[int](), 0
    for low_id, high_id, minutes in Balance.objects.exclude(minutes=0).values_list(
        "low_id", "high_id", "minutes"
    ):
        found |= {low_id, high_id}
        owed += abs(minutes)
    trusting = Limit.objects.filter(until=None).aggregate(
        all=Sum("minutes"), people=CountOf("truster", distinct=True)
    )
    lately = Payment.objects.filter(at__gt=now - _DAYS, reversal=None).aggregate(
        all=Sum("minutes"), people=CountOf("payer", distinct=True)
    )
    last = Count.objects.order_by("-day").first()
    return Totals(
        people=_if_enough(len(found), len(found)),
        owed=_if_enough(len(found), owed),
        trusted=_if_enough(trusting["people"], trusting["all"] or 0),
        paid_lately=_if_enough(lately["people"], lately["all"] or 0),
        sum=last.sum if last is not None else 0,
        counted_at=last.at if last is not None else None,
        wrong=last.wrong if last is not None else 0,
        entries=last.entries if last is not None else 0,
        sha256=last.sha256 if last is not None else "",
    )


def _if_enough(people: int, number: int) -> int | None:
    return number if people >= LEAST_PEOPLE else None

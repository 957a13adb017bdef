"""What is left of what the co-op owes, and settling it: for this room's actions and jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from commonhold.civic.payments.models import Claim, Owed, Part
from commonhold.civic.payments.news import MoneyPaid, MoneyReturned
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import dues
from commonhold.ground import ids
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.news import bus as news


def unsettled(person_ids: Collection[int] | None = None) -> QuerySet[Owed]:
    """What is owed still, the oldest first, each with what of it is `settled`."""
    rows = Owed.objects.annotate(settled=Coalesce(Sum("parts__cents"), 0)).order_by("id")
    rows = rows.filter(settled__lt=F("cents"))
    return rows if person_ids is None else rows.filter(person_id__in=person_ids)


def rests(person_id: int, currency: str) -> list[tuple[Owed, int]]:
    """What she is owed still in one currency, the oldest first, each with what is left of it."""
    return [(row, left) for row, left in all_rests(person_id) if row.currency == currency]


def all_rests(person_id: int) -> list[tuple[Owed, int]]:
    """The same in every currency."""
    return with_rest(unsettled([person_id]))


def with_rest(rows: QuerySet[Owed]) -> list[tuple[Owed, int]]:
    """Each of `unsettled` with what is left of it."""
    return [(row, row.cents - row.settled) for row in rows]  # type: ignore[attr-defined]  # it is annotated


def owed_to(rows: Iterable[Owed]) -> list[tuple[int, str]]:
    """To whom, and in which currency, each once."""
    return sorted({(row.person_id, row.currency) for row in rows})


def credit_dues(person_id: int, currency: str, *, now: datetime) -> None:
    """Settle her open dues from what she is owed, the oldest first, as long as a whole month's fit.

    What is on its way to her already is spared.
    """
    # Held, so that nothing of it is paid out or credited elsewhere meanwhile.
    list(Owed.objects.select_for_update().filter(person_id=person_id, currency=currency).order_by("id"))
    claims = Claim.objects.filter(owed__person_id=person_id, released_at=None, transfer__paid_at=None)
    claimed = set(claims.values_list("owed_id", flat=True))
    for charge in treasury.open_charges_of(person_id, now=now):
        if charge.currency != currency:
            continue
        there = [each for each in rests(person_id, currency) if each[0].id not in claimed]
        if sum(left for _row, left in there) < charge.cents:
            return
        taken = _take(there, charge.cents)
        entry_id = dues.settle_dues(
            charge_id=charge.charge_id,
            source=[Leg(row.account, cents, currency) for row, cents in taken],
            by=None,
            now=now,
        )
        for row, cents in taken:
            settle(row, Part.Kind.DUES, cents, entry_id=entry_id, now=now)


def settle(row: Owed, kind: Part.Kind, cents: int, *, entry_id: int, now: datetime) -> None:
    """Write down that so much of it is paid, and tell; or that a payment came back, below nothing."""
    Part.objects.create(id=ids.new_id(now), owed=row, kind=kind, cents=cents, entry_id=entry_id, at=now)
    told = MoneyReturned if cents < 0 else MoneyPaid
    news.publish(told(row.id, row.kind, row.subject, abs(cents), row.currency), now=now)


def _take(there: list[tuple[Owed, int]], wanted: int) -> list[tuple[Owed, int]]:
    taken: list[tuple[Owed, int]] = []
    for row, left in there:
        if wanted == 0:
            break
        cents = min(left, wanted)
        taken.append((row, cents))
        wanted -= cents
    return taken

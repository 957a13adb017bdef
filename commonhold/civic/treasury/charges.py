"""Raising dues, letting the fund carry them, and what settled means: for this room's actions and jobs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from commonhold.civic.treasury import credits, levels
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.models import Charge, Coverage, DuesMonth, Receipt, Waiver
from commonhold.civic.treasury.news import DuesRaised
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending import queries as ending
from commonhold.ground.news import bus as news


@transaction.atomic
def raise_dues(person_ids: Iterable[int], *, month: str, now: datetime) -> None:
    """Raise the month's dues for those who have none yet; the fund carries whom it carries.

    A co-op that ends asks for none any more.
    """
    if ending.stage() is not None:
        return
    fixed = _fix(month, now)
    there = set(Charge.objects.filter(month=fixed).values_list("person_id", flat=True))
    there |= levels.paid_ahead(month)
    chosen = levels.chosen(fixed.currency)
    new = [
        _charge(person_id, fixed, chosen.get(person_id), now)
        for person_id in person_ids
        if person_id not in there
    ]
    Charge.objects.bulk_create(new)
    credits.use([row.person_id for row in new], now=now)
    carry(now=now)
    news.publish(DuesRaised(month), now=now)


@transaction.atomic
def carry(*, now: datetime) -> None:
    """Let the fund carry every open charge of those whom it carries."""
    granted = Waiver.objects.filter(person=OuterRef("person"), granted_at__isnull=False, ended_at=None)
    rows = list(Charge.objects.filter(Exists(granted), receipt=None, coverage=None, cents__gt=0))
    credits.free([row.id for row in rows], now=now)
    Coverage.objects.bulk_create(Coverage(charge=row, at=now) for row in rows)


def is_settled(charge: Charge) -> bool:
    """Is there nothing left to pay?"""
    return charge.cents == 0 or Receipt.objects.filter(charge=charge).exists() or is_carried(charge)


def is_carried(charge: Charge) -> bool:
    """Does the fund carry it?"""
    return Coverage.objects.filter(charge=charge).exists()


def _charge(person_id: int, fixed: DuesMonth, level: levels.Level | None, now: datetime) -> Charge:
    """What the person chose, or else what the month asks of everybody."""
    cents, months = (fixed.cents, 1) if level is None else (level.cents * level.months, level.months)
    return Charge(
        id=ids.new_id(now), person_id=person_id, month=fixed, cents=cents, months=months, raised_at=now
    )


def _fix(month: str, now: datetime) -> DuesMonth:
    """The month's dues; as the charter says now, if nothing fixed them before."""
    here = charter.current().read(TreasuryCharter)
    row, _is_new = DuesMonth.objects.get_or_create(
        month=month, defaults={"cents": here.dues_cents, "currency": here.currency, "begun_at": now}
    )
    return row

"""An expected payment is here: its entry, its row and its news, for this room's actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from commonhold.civic.payments.models import Arrival, CalledOff, Expected
from commonhold.civic.payments.news import MoneyArrived
from commonhold.civic.payments.refusals import ArrivedAlready, ExpectedNoMore, NotExpected
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.news import bus as news


def lock_expected(expected_id: int) -> Expected:
    """It, held for this transaction. Raises NotExpected, ArrivedAlready, ExpectedNoMore."""
    row = Expected.objects.select_for_update().filter(id=expected_id).first()
    if row is None:
        raise NotExpected
    if Arrival.objects.filter(expected=row).exists():
        raise ArrivedAlready
    if CalledOff.objects.filter(expected=row).exists():
        raise ExpectedNoMore
    return row


def still_expected(rows: QuerySet[Expected]) -> Expected | None:
    """The one of them, held for this transaction; None where there is none, or it is here or called off."""
    row = rows.select_for_update().first()
    if row is None or not Expected.objects.filter(id=row.id, arrival=None, called_off=None).exists():
        return None
    return row


def arrive(row: Expected, *, source: Sequence[Leg], by: int | None, now: datetime) -> int:
    """Book it from `source`, whose legs come to its amount; return the entry's id."""
    arrival_id = ids.new_id(now)
    entry_id = ledger.post(
        kind="payment.arrived",
        key=f"arrival:{arrival_id}",
        cause=f"expected:{row.id}",
        legs=[*source, Leg(row.account, -row.cents, row.currency)],
        at=now,
    )
    Arrival.objects.create(id=arrival_id, expected=row, entry_id=entry_id, recorded_by_id=by, at=now)
    news.publish(MoneyArrived(row.id, row.kind, row.subject, row.cents, row.currency), now=now)
    return entry_id

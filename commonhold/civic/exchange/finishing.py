"""When an agreement is done: both said so, or one did and the other had time to."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.exchange import settling, stages
from commonhold.civic.exchange.models import Agreement, AgreementStep
from commonhold.civic.exchange.notes import note, tell
from commonhold.civic.exchange.vocabulary import Deed, State


def is_done(row: Agreement, kind: Deed, by: int | None, now: datetime) -> str:
    """Settle what can be settled by itself; return why mutual credit could not be paid, or ""."""
    if kind == Deed.TAKEN_AS_DONE:
        note(row, kind, None, now)
    stages.move(row, State.DONE, now)
    return settling.settle_if_possible(row, by, now)


def who_said(row: Agreement) -> set[int]:
    rows = AgreementStep.objects.filter(agreement=row, kind=Deed.DONE, by__isnull=False)
    return {each for each in rows.values_list("by_id", flat=True) if each is not None}


def count_silence(row: Agreement, now: datetime) -> None:
    """Its time to say so is over: one said so and the other nothing, or neither said anything."""
    if row.state != State.AGREED:
        return
    if not who_said(row):
        stages.go(row, State.LAPSED, Deed.LAPSED, None, now)
        tell(row, "lapsed", stages.both(row), by=None, now=now)
        return
    is_done(row, Deed.TAKEN_AS_DONE, None, now)

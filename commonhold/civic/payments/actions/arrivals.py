"""What treasurers say of money that arrived, where no statement says it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import arriving
from commonhold.civic.treasury.accounts import BANK
from commonhold.ground.ledger.entry import Leg


@transaction.atomic
def record_arrival(by: int, *, expected_id: int, now: datetime) -> int:
    """Book an expected payment as arrived at the bank; return the entry's id.

    For holders of the treasurer mandate. Raises Refusal without it, NotExpected, ArrivedAlready or
    ExpectedNoMore.
    """
    row = arriving.lock_expected(expected_id)
    mandates.must_hold(by, Role.TREASURER, at=now)
    return arriving.arrive(row, source=[Leg(BANK, row.cents, row.currency)], by=by, now=now)

"""What a co-op that ends owes to people whom no payout run reaches: paid in cash, or laid down for them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.payments import owing
from commonhold.civic.payments.models import Claim, Owed, Part
from commonhold.civic.treasury.accounts import BANK
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg


def owed_on(account: str, currency: str) -> int:
    """What is owed to people on this account, in minor units; what a run is paying already is left out."""
    return sum(left for _row, left in _waiting(account, currency))


@transaction.atomic
def pay_otherwise(account: str, currency: str, *, words: str, now: datetime) -> int:
    """Book all of that as paid from the bank, in one entry; return its id.

    For rooms above, which know who says so, and have seen that there is something.
    """
    waiting = _waiting(account, currency)
    total = sum(left for _row, left in waiting)
    entry_id = ledger.post(
        kind="payment.otherwise",
        key=f"otherwise:{ids.new_id(now)}",
        cause=f"otherwise:{account}",
        legs=[Leg(account, total, currency), Leg(BANK, -total, currency)],
        at=now,
        narration=words,
    )
    for row, left in waiting:
        owing.settle(row, Part.Kind.PAID, left, entry_id=entry_id, now=now)
    return entry_id


def _waiting(account: str, currency: str) -> list[tuple[Owed, int]]:
    claims = Claim.objects.filter(released_at=None, transfer__paid_at=None).values("owed")
    rows = owing.unsettled().filter(account=account, currency=currency).exclude(id__in=claims)
    return owing.with_rest(rows)

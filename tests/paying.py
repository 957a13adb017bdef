"""A bill's whole way in one step, for tests that need a cost in the books."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.treasury.actions import bills


def pays(
    by: int, *, approved_by: int, cents: int, what: str, payee: str, line: str = "", now: datetime
) -> int:
    """`by` hands it in and pays it once `approved_by` answered for it too; the entry's id."""
    made = bills.hand_in_bill(by, cents=cents, what=what, payee=payee, line=line, now=now)
    bills.approve_bill(approved_by, bill_id=made, now=now)
    return bills.pay_bill(by, bill_id=made, now=now)

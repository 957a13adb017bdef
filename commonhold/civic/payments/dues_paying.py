"""Somebody's dues from any source: open months, the oldest first, and what is left for later ones."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.payments import accounts, transfers
from commonhold.civic.payments.actions.asking import owe
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import dues
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg


def pay_dues(
    person_id: int, cents: int, currency: str, *, source: str, subject: str, by: int | None, now: datetime
) -> list[int]:
    """Book so much for her dues; `subject` stands for what brought it. Returns the entries' ids."""
    left, entries = cents, []
    for charge in treasury.open_charges_of(person_id, now=now):
        if charge.currency != currency or charge.cents > left:
            break
        paid = [Leg(source, charge.cents, currency)]
        entries.append(dues.settle_dues(charge_id=charge.charge_id, source=paid, by=by, now=now))
        left -= charge.cents
    if left:
        entries.append(credit(person_id, left, currency, source=source, subject=subject, now=now))
    return entries


def credit(person_id: int, cents: int, currency: str, *, source: str, subject: str, now: datetime) -> int:
    """Paid towards dues beyond what whole months take: owed to her, and taken by the next; the entry's id."""
    entry_id = ledger.post(
        kind="payment.credit",
        key=f"credit:{subject}",
        cause=subject,
        legs=[Leg(source, cents, currency), Leg(accounts.DUES_CREDIT, -cents, currency)],
        at=now,
    )
    owe(
        kind=transfers.DUES_CREDIT,
        subject=subject,
        account=accounts.DUES_CREDIT,
        cents=cents,
        currency=currency,
        person_id=person_id,
        words="",
        now=now,
    )
    return entry_id

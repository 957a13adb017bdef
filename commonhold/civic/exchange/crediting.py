"""Mutual credit for an agreement: paid once under the agreement's key, given back once, and set aside."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.credit import actions as credit
from commonhold.civic.credit import queries
from commonhold.civic.exchange.models import Agreement, StillOwed


def pay(row: Agreement, minutes: int, now: datetime) -> int:
    """Pay the giver; return the payment's id. A second time is the same payment.

    Raises what the room of credit refuses, such as that no way of trust leads there now.
    """
    return credit.pay(
        row.receiver_id, to_id=row.giver_id, minutes=minutes, key=f"agreement:{row.id}", now=now
    )


def pay_owed(owed: StillOwed, now: datetime) -> int:
    """Pay what stayed owed; a second time is the same payment. Raises as `pay` does."""
    return credit.pay(
        owed.debtor_id, to_id=owed.creditor_id, minutes=owed.minutes, key=f"still-owed:{owed.id}", now=now
    )


def give_back(payment_id: int, *, because: str, by: int | None, now: datetime) -> int:
    """Return how many minutes went back. Raises what the room of credit refuses, such as that the limits of
    today let nothing go back.
    """
    return credit.reverse(by, payment_id=payment_id, because=because, now=now)


def bring_again(payment_id: int, *, because: str, now: datetime) -> int:
    """What went back comes again, once; return how many minutes did, maybe none."""
    return credit.restore(payment_id=payment_id, because=because, now=now)


def gone_back(payment_id: int | None) -> int:
    """How many minutes of a payment went back."""
    return 0 if payment_id is None else queries.gone_back(payment_id)


def set_aside(row: Agreement, now: datetime) -> None:
    """Set the deposit aside. Raises as `pay` does."""
    credit.hold(
        row.receiver_id, to_id=row.giver_id, minutes=row.deposit_minutes, key=deposit_key(row), now=now
    )


def free(row: Agreement, now: datetime) -> bool:
    """Let the deposit come free. Was there one?"""
    return credit.release(key=deposit_key(row), now=now)


def forfeit(row: Agreement, now: datetime) -> int | None:
    """Pay the deposit to the giver; return the payment's id, or None where none is held. Raises as `pay`."""
    return credit.forfeit(key=deposit_key(row), now=now)


def deposit_key(row: Agreement) -> str:
    return f"agreement:{row.id}:deposit"

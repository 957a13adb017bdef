"""Mutual credit for an agreement: paid once under the agreement's key, and given back once."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.credit import actions as credit
from commonhold.civic.exchange.models import Agreement


def pay(row: Agreement, minutes: int, now: datetime) -> int:
    """Pay the giver; return the payment's id. A second time is the same payment.

    Raises what the room of credit refuses, such as that no way of trust leads there now.
    """
    return credit.pay(
        row.receiver_id, to_id=row.giver_id, minutes=minutes, key=f"agreement:{row.id}", now=now
    )


def give_back(row: Agreement, *, because: str, by: int | None, now: datetime) -> None:
    """Raises what the room of credit refuses, such as that the limits of today do not let it go back."""
    if row.payment_id is not None:
        credit.reverse(by, payment_id=row.payment_id, because=because, now=now)

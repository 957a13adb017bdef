"""Entries as they moved single accounts: for rooms that say who stands behind a sum, and never for pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground import ids
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.models import LegRow, Transaction

_COLUMNS = (
    "account__code",
    "amount",
    "transaction__kind",
    "transaction__key",
    "transaction__cause",
    "transaction__at",
)


@dataclass(frozen=True)
class Booked:
    """What one entry moved on one account: signed minor units, a debit above nothing."""

    account: str
    amount: int
    kind: str
    key: str
    cause: str
    at: datetime


def booked(
    kind: AccountKind, *, currency: str, since: datetime, until: datetime, but_of: Collection[str] = ()
) -> list[Booked]:
    """All on accounts of a kind, after `since` and up to `until`, oldest first.

    What came of the causes in `but_of` is left out. No entry's id is dated earlier than the entry is.
    """
    found = Transaction.objects.filter(
        id__gte=ids.milliseconds(since) << 16, at__gt=since, at__lte=until
    ).exclude(cause__in=but_of)
    rows = LegRow.objects.filter(
        transaction__in=found.order_by(), account__code__startswith=f"{kind}:", currency=currency
    )
    return [Booked(*row) for row in rows.order_by("id").values_list(*_COLUMNS)]

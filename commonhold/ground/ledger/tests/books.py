"""Ben's books: four accounts, dues that come in, and a pen that writes past our own code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from commonhold.ground import ids
from commonhold.ground.ledger import actions
from commonhold.ground.ledger.entry import Leg

MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ACCOUNTS = {
    "assets:bank": "Bank",
    "income:dues": "Dues",
    "expenses:hosting": "Hosting",
    "liabilities:solidarity-fund": "Solidarity fund",
}


def minutes(count: int) -> datetime:
    """A time that many minutes into the story."""
    return MORNING + timedelta(minutes=count)


def open_books() -> None:
    """The four accounts, empty."""
    for code, name in ACCOUNTS.items():
        actions.open_account(code, name=name, at=MORNING)


def move(amount: int, *, to: str, from_: str, currency: str = "EUR") -> list[Leg]:
    """Two legs that balance."""
    return [Leg(to, amount, currency), Leg(from_, -amount, currency)]


def post_dues(amount: int = 500, *, key: str = "dues:1", at: datetime = MORNING, narration: str = "") -> int:
    """Somebody's dues arrive at the bank."""
    return actions.post(
        kind="dues.received",
        key=key,
        cause="dues:1",
        legs=move(amount, to="assets:bank", from_="income:dues"),
        at=at,
        narration=narration,
    )


@dataclass
class Pen:
    """Writes rows with plain SQL, as anyone could who reaches the database."""

    cursor: CursorWrapper

    def transaction(self, *, seal: int | None = None) -> int:
        """A transaction row that names its own seal, or another; returns its id."""
        new = ids.new_id(MORNING)
        self.cursor.execute(
            "INSERT INTO ledger_transaction (id, at, kind, cause, key, seal_id)"
            " VALUES (%s, %s, 'raw', 'raw:1', %s, %s)",
            [new, MORNING, f"raw:{new}", new if seal is None else seal],
        )
        return new

    def leg(
        self,
        transaction_id: int,
        amount: float | str,
        currency: str = "EUR",
        *,
        account: str = "assets:bank",
        id: int | None = None,
        verb: str = "INSERT",
    ) -> int:
        """A leg; returns its id. Its position is whatever is free."""
        new = ids.new_id(MORNING) if id is None else id
        insert = (
            "INSERT INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)"
            " SELECT %s, %s, (SELECT count(*) FROM ledger_leg WHERE transaction_id = %s), id, %s, %s"
            " FROM ledger_account WHERE code = %s"
        )
        self.cursor.execute(
            insert.replace("INSERT", verb, 1),
            [new, transaction_id, transaction_id, amount, currency, account],
        )
        return new

    def seal(self, transaction_id: int, *, verb: str = "INSERT") -> None:
        self.cursor.execute(f"{verb} INTO ledger_seal (id) VALUES (%s)", [transaction_id])


@contextmanager
def raw_pen() -> Iterator[Pen]:
    """A pen inside one transaction, which commits at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        yield Pen(cursor)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is forgotten: for one example among many in the same test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def assert_refused(write: Callable[[Pen], object], *, because: str) -> None:
    """The database refuses `write` with these words, at the statement or at the commit."""
    with pytest.raises(IntegrityError, match=because), raw_pen() as pen:
        write(pen)

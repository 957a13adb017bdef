"""Raw SQL against the register: whoever reaches the database is refused, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from commonhold.civic.shares.models import Operation
from commonhold.civic.shares.reconciling import reconcile
from commonhold.civic.shares.tests import books
from commonhold.ground import ids
from tests.cast import MORNING

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def _the_register_stays_sound(committing_db: None) -> Iterator[None]:
    books.open_books()
    books.subscribe(1, 2)
    books.pay_in(1, books.PAR)
    yield
    assert reconcile().agrees


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values: Any, because: str) -> None:
    with pytest.raises(DatabaseError, match=because):
        run(sql, *values)


def insert(*, verb: str = "INSERT", because: str, **changes: Any) -> None:
    row = {
        "id": ids.new_id(MORNING),
        "number": 3,
        "kind": "subscribe",
        "member": 1,
        "share_class": "common",
        "other": None,
        "other_class": "",
        "shares": 1,
        "par_cents": books.PAR,
        "paid_cents": 0,
        "written_cents": 0,
        "currency": "EUR",
        "reference": "raw",
        "at": MORNING,
        **changes,
    }
    places = ", ".join(["%s"] * len(row))
    refused(
        f"{verb} INTO shares_operation ({', '.join(row)}) VALUES ({places})",
        *row.values(),
        because=because,
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE shares_operation SET shares = 3 WHERE number = 1",
        "UPDATE shares_operation SET reference = 'else'",
        "DELETE FROM shares_operation WHERE number = 2",
        "DELETE FROM shares_operation",
    ],
)
def test_nothing_in_the_register_is_changed_or_deleted(sql: str) -> None:
    refused(sql, because="ever changed or deleted")


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    "sql",
    ["TRUNCATE shares_operation CASCADE", "TRUNCATE people_person CASCADE", "TRUNCATE shares_register"],
)
def test_nothing_in_the_register_is_truncated(sql: str) -> None:
    if "register" in sql:
        run(sql)  # it holds nothing but a lock
        return
    refused(sql, because="ever changed or deleted")


@pytest.mark.only_on("sqlite")
def test_nothing_in_the_register_is_replaced() -> None:
    held = Operation.objects.get(number=1)
    insert(verb="INSERT OR REPLACE", id=held.id, because="never replaced")
    insert(verb="INSERT OR REPLACE", number=1, because="never replaced")
    insert(verb="INSERT OR IGNORE", number=1, because="never replaced")


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("amount", [0.5, "many"])
def test_amounts_are_whole(amount: object) -> None:
    insert(shares=amount, because="amounts are whole")


def test_numbers_leave_no_gap() -> None:
    insert(number=5, because="numbers follow each other")


def test_nobody_is_left_with_less_than_nothing() -> None:
    insert(kind="withdraw", shares=-3, par_cents=-3 * books.PAR, because="below nothing")
    insert(kind="withdraw", member=9, shares=-1, par_cents=-books.PAR, because="below nothing")


def test_nothing_is_paid_in_that_is_not_in_the_books() -> None:
    insert(kind="pay-in", shares=0, par_cents=0, paid_cents=100, because="in the books")


def test_nothing_is_taken_for_somebody_else_from_nobody() -> None:
    insert(kind="transfer", other=9, other_class="common", because="taken from somebody|CHECK|check")


def test_no_entry_stands_for_two_operations_nor_for_none() -> None:
    entry = Operation.objects.get(number=1).entry_id
    insert(entry_id=entry, because=r"never replaced")
    insert(entry_id=77, because="that is named")


def test_two_connections_never_take_the_same_shares() -> None:
    """Each sees one paid share and one that is not, and wants both: one gets them."""
    results: list[str] = []

    def take() -> None:
        try:
            books.withdraw(1, 2)
            results.append("taken")
        except Exception as error:
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, daemon=True) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    assert sorted(results) == ["NotSoManyShares", "taken"] or sorted(results) == ["ValueError", "taken"]

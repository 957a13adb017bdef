"""Raw SQL against the ledger: whoever reaches the database is refused, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection

from commonhold.ground import ids
from commonhold.ground.ledger import actions, queries
from commonhold.ground.ledger.tests.books import MORNING, Pen, assert_refused, open_books, post_dues, raw_pen

pytestmark = pytest.mark.both_databases

NEVER_CHANGED = "nothing posted is ever changed or deleted"


@pytest.fixture(autouse=True)
def _the_books_stay_sound(committing_db: None) -> Iterator[None]:
    open_books()
    yield
    assert queries.check() == queries.Check(ok=True, unsealed=[], unbalanced=[], missing_guards=[])


# --- the seal ---------------------------------------------------------------------------------------


def test_raw_legs_that_balance_are_as_good_as_ours() -> None:
    with raw_pen() as pen:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -500, account="income:dues")
        pen.seal(new)
    assert queries.balance("assets:bank") == {"EUR": 500}


def test_unbalanced_legs_get_no_seal() -> None:
    assert_unbalanced_is_refused("INSERT")


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("verb", ["INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_unbalanced_legs_get_no_seal_by_another_verb(verb: str) -> None:
    assert_unbalanced_is_refused(verb)


def assert_unbalanced_is_refused(verb: str) -> None:

    def write(pen: Pen) -> None:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -499, account="income:dues")
        pen.seal(new, verb=verb)

    assert_refused(write, because="sum to zero in each currency")


def test_currencies_that_balance_only_together_get_no_seal() -> None:
    def write(pen: Pen) -> None:
        new = pen.transaction()
        pen.leg(new, 500, "EUR")
        pen.leg(new, -500, "USD", account="income:dues")
        pen.seal(new)

    assert_refused(write, because="sum to zero in each currency")


def test_two_currencies_that_each_balance_are_sealed() -> None:
    with raw_pen() as pen:
        new = pen.transaction()
        for amount, currency in [(500, "EUR"), (540, "USD")]:
            pen.leg(new, amount, currency)
            pen.leg(new, -amount, currency, account="income:dues")
        pen.seal(new)
    assert queries.balance("assets:bank") == {"EUR": 500, "USD": 540}


def test_a_transaction_without_a_seal_cannot_commit() -> None:
    def write(pen: Pen) -> None:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -500, account="income:dues")

    assert_refused(write, because="(?i)foreign key constraint")


@pytest.mark.parametrize("legs", [0, 1])
def test_fewer_than_two_legs_get_no_seal(legs: int) -> None:
    def write(pen: Pen) -> None:
        new = pen.transaction()
        for _ in range(legs):
            pen.leg(new, 500)
        pen.seal(new)

    assert_refused(write, because="two legs or more")


def test_a_seal_without_a_transaction_is_refused() -> None:
    assert_refused(lambda pen: pen.seal(ids.new_id(MORNING)), because="a seal needs its transaction")


def test_a_seal_never_gets_an_id_of_its_own() -> None:
    def write(pen: Pen) -> None:
        pen.cursor.execute("INSERT INTO ledger_seal DEFAULT VALUES")

    assert_refused(write, because="a seal needs its transaction")


@pytest.mark.only_on("sqlite")  # where a trigger reads -1 for an id that is still to be chosen
def test_no_transaction_has_the_id_that_stands_for_none() -> None:
    insert = (
        "INSERT INTO ledger_transaction (id, at, kind, cause, key, seal_id)"
        " VALUES (-1, '2026-05-04', 'raw', 'raw', 'raw', -1)"
    )
    assert_refused(lambda pen: pen.cursor.execute(insert), because="names its own id")


def test_a_transaction_cannot_borrow_the_seal_of_another() -> None:
    posted = post_dues()
    assert_refused(lambda pen: pen.transaction(seal=posted), because="own|ledger_seal_is_its_own")


# --- late legs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1, -1])
def test_a_sealed_transaction_takes_no_late_leg(amount: int) -> None:
    posted = post_dues()
    assert_refused(lambda pen: pen.leg(posted, amount), because="takes no more legs")


def test_a_late_leg_is_refused_in_the_very_transaction_that_sealed() -> None:
    def write(pen: Pen) -> None:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -500, account="income:dues")
        pen.seal(new)
        pen.leg(new, 1)

    assert_refused(write, because="takes no more legs")


def test_a_leg_without_a_transaction_is_refused() -> None:
    assert_refused(lambda pen: pen.leg(ids.new_id(MORNING), 500), because="a leg needs its transaction")


@pytest.mark.only_on("postgresql")  # SQLite has one writer
def test_a_second_connection_cannot_slip_a_leg_under_an_entry_that_is_being_posted() -> None:
    intruder = connection.copy()
    with raw_pen() as pen:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -500, account="income:dues")
        with pytest.raises(DatabaseError, match="a leg needs its transaction"), intruder.cursor() as cursor:
            Pen(cursor).leg(new, 1)
        pen.seal(new)
    intruder.close()
    assert queries.balance("assets:bank") == {"EUR": 500}


SEAL_AND_LEG_AT_ONCE = [
    "WITH sealed AS (INSERT INTO ledger_seal (id) VALUES (%(id)s) RETURNING id)"
    " INSERT INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)"
    " SELECT %(leg)s, sealed.id, 9, account.id, 1, 'EUR' FROM sealed, ledger_account account"
    " WHERE account.code = 'assets:bank'",
    "WITH late AS ("
    "  INSERT INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)"
    "  SELECT %(leg)s, %(id)s, 9, id, 1, 'EUR' FROM ledger_account WHERE code = 'assets:bank'"
    "  RETURNING transaction_id)"
    " INSERT INTO ledger_seal (id) SELECT transaction_id FROM late",
]


@pytest.mark.only_on("postgresql")  # SQLite has no writing WITH
@pytest.mark.parametrize("statement", SEAL_AND_LEG_AT_ONCE, ids=["leg last", "seal last"])
def test_one_statement_that_seals_and_adds_a_leg_is_refused(statement: str) -> None:

    def write(pen: Pen) -> None:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -500, account="income:dues")
        pen.cursor.execute(statement, {"id": new, "leg": ids.new_id(MORNING)})

    assert_refused(write, because="takes no more legs|sum to zero")


# --- changing and deleting --------------------------------------------------------------------------

CHANGES = [
    "UPDATE ledger_leg SET amount = amount + 1",
    "UPDATE ledger_leg SET currency = 'USD'",
    "UPDATE ledger_leg SET position = position + 10",
    "UPDATE ledger_transaction SET cause = 'nothing'",
    "UPDATE ledger_seal SET id = id + 1",
    "UPDATE ledger_account SET code = 'assets:pocket' WHERE code = 'assets:bank'",
    "DELETE FROM ledger_leg",
    "DELETE FROM ledger_seal",
    "DELETE FROM ledger_transaction",
    "DELETE FROM ledger_account WHERE code = 'expenses:hosting'",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_nothing_posted_is_changed_or_deleted(sql: str) -> None:
    post_dues()
    assert_refused(lambda pen: pen.cursor.execute(sql), because=NEVER_CHANGED)


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("table", ["ledger_account", "ledger_transaction", "ledger_leg", "ledger_seal"])
def test_no_table_is_truncated(table: str) -> None:
    post_dues()
    assert_refused(lambda pen: pen.cursor.execute(f"TRUNCATE {table} CASCADE"), because=NEVER_CHANGED)


# --- replacing --------------------------------------------------------------------------------------

REPLACEMENTS = [
    "INSERT OR REPLACE INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)"
    " SELECT id, transaction_id, position, account_id, amount + 1, currency FROM ledger_leg",
    "REPLACE INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)"
    " SELECT id + 1000000, transaction_id, position, account_id, amount + 1, currency FROM ledger_leg",
    "INSERT OR REPLACE INTO ledger_transaction (id, at, kind, cause, key, seal_id)"
    " SELECT id, at, kind, 'nothing', key, seal_id FROM ledger_transaction",
    "INSERT OR REPLACE INTO ledger_transaction (id, at, kind, cause, key, seal_id)"
    " SELECT id + 1000000, at, kind, cause, key, id + 1000000 FROM ledger_transaction",
    "INSERT OR REPLACE INTO ledger_transaction (id, at, kind, cause, key, reverses_id, seal_id)"
    " SELECT id + 1000000, at, kind, cause, 'undo:2', reverses_id, id + 1000000"
    " FROM ledger_transaction WHERE reverses_id IS NOT NULL",
    "INSERT OR REPLACE INTO ledger_seal (id) SELECT id FROM ledger_seal",
    "INSERT OR REPLACE INTO ledger_account (id, code, name, opened_at)"
    " SELECT id, 'assets:pocket', name, opened_at FROM ledger_account",
    "INSERT OR REPLACE INTO ledger_account (id, code, name, opened_at)"
    " SELECT id + 1000000, code, name, opened_at FROM ledger_account",
]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("sql", REPLACEMENTS)
def test_insert_or_replace_replaces_nothing(sql: str) -> None:
    actions.reverse(post_dues(), key="undo:1", cause="bank:return", at=MORNING)
    assert_refused(lambda pen: pen.cursor.execute(sql), because="never replaced|takes no more legs")


@pytest.mark.only_on("sqlite")
def test_a_replaced_leg_of_another_entry_is_refused_too() -> None:
    post_dues()
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM ledger_leg")
        (victim,) = cursor.fetchone()

    def write(pen: Pen) -> None:
        pen.leg(pen.transaction(), 1, id=victim, verb="INSERT OR REPLACE")

    assert_refused(write, because="a leg is never replaced")


UPSERTS = [
    "INSERT INTO ledger_leg (id, transaction_id, position, account_id, amount, currency)"
    " SELECT id, transaction_id, position, account_id, amount, currency FROM ledger_leg WHERE true"
    " ON CONFLICT (id) DO UPDATE SET amount = 1",
    "INSERT INTO ledger_transaction (id, at, kind, cause, key, seal_id)"
    " SELECT id, at, kind, cause, key, seal_id FROM ledger_transaction WHERE true"
    " ON CONFLICT (key) DO UPDATE SET cause = 'nothing'",
    "INSERT INTO ledger_account (id, code, name, opened_at)"
    " SELECT id, code, name, opened_at FROM ledger_account WHERE true"
    " ON CONFLICT (code) DO UPDATE SET code = 'assets:pocket'",
]


@pytest.mark.parametrize("sql", UPSERTS)
def test_an_upsert_changes_nothing(sql: str) -> None:
    post_dues()
    because = f"never replaced|takes no more legs|{NEVER_CHANGED}"
    assert_refused(lambda pen: pen.cursor.execute(sql), because=because)


# --- values and names that pretend ------------------------------------------------------------------


@pytest.mark.only_on("sqlite")  # which would keep 0.5 and 'lots' in a bigint column
@pytest.mark.parametrize("amount", [0, 0.5, "lots"])
def test_an_amount_is_a_whole_number_and_not_zero(amount: float | str) -> None:
    assert_refused(lambda pen: pen.leg(pen.transaction(), amount), because="an amount is whole")


@pytest.mark.only_on("sqlite")
def test_checks_that_are_switched_off_leave_the_guards() -> None:
    posted = post_dues()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    assert_refused(lambda pen: pen.leg(pen.transaction(), 0), because="an amount is whole")
    assert_refused(lambda pen: pen.transaction(seal=posted), because="its own id and seal")


@pytest.mark.parametrize("amount", [0, 2**53, -(2**53)])
def test_an_amount_is_not_zero_and_stays_exact_everywhere(amount: int) -> None:
    because = "an amount is whole|ledger_leg_has_an_amount"
    assert_refused(lambda pen: pen.leg(pen.transaction(), amount), because=because)


@pytest.mark.parametrize("currency", ["eur", "E", "€€€"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    assert_refused(lambda pen: pen.leg(pen.transaction(), 1, currency), because="three capital letters")


def test_a_temporary_table_of_the_same_name_fools_no_guard() -> None:
    def write(pen: Pen) -> None:
        new = pen.transaction()
        pen.leg(new, 500)
        pen.leg(new, -1, account="income:dues")
        pen.cursor.execute(
            "CREATE TEMP TABLE ledger_leg (transaction_id bigint, amount bigint, currency text)"
        )
        pen.cursor.execute("INSERT INTO ledger_leg VALUES (%s, 1, 'EUR'), (%s, -1, 'EUR')", [new, new])
        pen.seal(new)

    assert_refused(write, because="sum to zero in each currency")

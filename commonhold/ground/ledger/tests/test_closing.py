"""Closing the books up to a time, and the sums that begin there."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.ledger import actions, queries
from commonhold.ground.ledger.closing import close_books
from commonhold.ground.ledger.models import CloseBalance
from commonhold.ground.ledger.tests.books import minutes, move, open_books, post_dues, undone
from commonhold.ground.refusal import NotFound, Refusal


def close(until: datetime, *, now: datetime | None = None) -> int:
    return close_books(until=until, head=queries.head(until=until), now=now or minutes(600))


def test_what_is_closed_takes_no_more_entries_and_the_open_time_does(db):
    open_books()
    post_dues(key="dues:1", at=minutes(1))
    made = queries.closed(close(minutes(5)))
    assert (made.head.count, made.until) == (1, minutes(5))
    assert made.balances == {("assets:bank", "EUR"): 500, ("income:dues", "EUR"): -500}
    for late in (1, 5):
        with pytest.raises(Refusal, match="closed"):
            post_dues(key=f"late:{late}", at=minutes(late))
    post_dues(key="dues:2", at=minutes(6))
    assert queries.balance("assets:bank") == {"EUR": 1000}
    assert queries.closed_until() == minutes(5)


def test_a_close_comes_after_the_one_before_and_for_a_time_that_is_over(db):
    open_books()
    with pytest.raises(Refusal, match="is over"):
        close(minutes(5), now=minutes(5))
    close(minutes(5))
    with pytest.raises(Refusal, match="already"):
        close(minutes(5))
    head = queries.head(until=minutes(9))
    post_dues(at=minutes(8))
    with pytest.raises(Refusal, match="being closed"):
        close_books(until=minutes(9), head=head, now=minutes(600))
    with pytest.raises(NotFound):
        queries.closed(1)


_leg = st.tuples(
    st.sampled_from(["income:dues", "expenses:hosting"]),
    st.integers(-(10**9), 10**9).filter(bool),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
_happens = st.lists(st.one_of(_leg, st.just("close")), max_size=14)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=_happens)
def test_sums_that_begin_at_a_close_are_those_that_begin_at_the_first_entry(story, db):
    open_books()
    with undone():
        for number, each in enumerate(story):
            if isinstance(each, str):
                close(minutes(number))
            else:
                account, amount, currency = each
                legs = move(amount, to="assets:bank", from_=account, currency=currency)
                actions.post(kind="any", key=f"any:{number}", cause="any", legs=legs, at=minutes(number))
        assert _amounts(queries.balances()) == _amounts(queries.summed_balances())
        for number in range(len(story)):
            assert _amounts(queries.balances_at(minutes(number))) == _amounts(
                queries.moved(until=minutes(number))
            )
        assert queries.check().ok


def _amounts(balances: list[queries.Balance]) -> dict[str, dict[str, int]]:
    return {each.code: {coin: cents for coin, cents in each.amounts.items() if cents} for each in balances}


def test_a_balance_that_was_kept_wrong_is_found(db):
    open_books()
    post_dues(at=minutes(1))
    made = close(minutes(5))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_close_balance_update")
    CloseBalance.objects.filter(amount=500).update(amount=501)
    assert queries.check().miscounted == [made]
    with pytest.raises(queries.UnsoundLedger):
        queries.must_be_sound()


def test_what_came_of_some_causes_is_left_out_or_told_alone(db):
    open_books()
    post_dues(at=minutes(1))
    legs = move(70, to="assets:bank", from_="income:dues")
    actions.post(kind="any", key="other", cause="year:2026", legs=legs, at=minutes(2))
    told = {each.code: each.amounts for each in queries.moved(until=minutes(9), but_of=["year:2026"])}
    assert told["assets:bank"] == {"EUR": 500}
    assert {each.code: each.amounts for each in queries.caused(["year:2026"])}["assets:bank"] == {"EUR": 70}


@pytest.mark.both_databases
def test_raw_sql_neither_books_into_a_closed_time_nor_changes_a_close(committing_db):
    open_books()
    post_dues(at=minutes(1))
    close(minutes(5))
    for sql, because in [
        ("UPDATE ledger_close SET count = 7", "changed or deleted"),
        ("DELETE FROM ledger_close_balance", "changed or deleted"),
        ("UPDATE ledger_close_balance SET amount = 1", "changed or deleted"),
        (
            "INSERT INTO ledger_transaction (id, at, kind, cause, key, seal_id)"
            " SELECT id + 1, at, kind, cause, 'again', id + 1 FROM ledger_transaction",
            "the books are closed",
        ),
        (
            "INSERT INTO ledger_close (id, until, at, count, sha256)"
            " SELECT id + 1, until, at, count, sha256 FROM ledger_close",
            "after the one before|closed",
        ),
    ]:
        with (
            pytest.raises(IntegrityError, match=because),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.both_databases
@pytest.mark.only_on("postgresql")
def test_a_close_waits_for_whoever_is_posting(committing_db):
    open_books()
    said: list[str] = []

    def closes() -> None:
        try:
            close(minutes(5))
        except Refusal as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    other = threading.Thread(target=closes, daemon=True)
    with transaction.atomic():
        post_dues(at=minutes(1))
        other.start()
        with connection.cursor() as cursor:
            for _attempt in range(1000):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    break
                other.join(timeout=0.01)
    other.join()
    assert "being closed" in said[0]
    close(minutes(5))
    assert queries.check().ok

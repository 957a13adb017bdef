"""The book on both databases: raw SQL is refused, and payments at the same time keep every limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from commonhold.civic.credit import around, counting
from commonhold.civic.credit.actions import pay, set_limit
from commonhold.civic.credit.models import Balance, Entry, Leg, Payment
from commonhold.civic.credit.refusals import NoWay, WayChanged
from commonhold.civic.credit.tests.conftest import Coop, H, begin
from commonhold.ground import ids
from commonhold.ground.refusal import Refusal
from tests.cast import MORNING
from tests.together import refused_at_once

pytestmark = pytest.mark.both_databases


@pytest.fixture
def coop(committing_db: None) -> Coop:
    return begin()


def test_two_payments_that_exceed_a_limit_together_are_one_payment(coop: Coop) -> None:
    def pays(key: str) -> Callable[[], object]:
        return lambda: pay(coop.ids["ada"], to_id=coop.ids["ben"], minutes=3 * H, key=key, now=MORNING)

    troubles = refused_at_once(pays("one"), pays("two"))
    assert [type(each) for each in troubles] == [NoWay]
    assert (coop.owes("ada", "ben"), Payment.objects.count()) == (3 * H, 1)
    assert counting.wrong() == 0


def test_the_same_payment_twice_at_once_is_one(coop: Coop) -> None:
    made: list[int] = []

    def pays() -> None:
        made.append(pay(coop.ids["ada"], to_id=coop.ids["finn"], minutes=H, key="agreement:1", now=MORNING))

    assert refused_at_once(pays, pays, pays) == []
    assert (len(made), len(set(made)), Payment.objects.count()) == (3, 1, 1)


def test_many_payments_over_the_same_people_end_within_every_limit(coop: Coop) -> None:
    """In both directions: who took locks in the order of a way would wait for whoever waits for her."""
    for truster, trusted in (("ada", "ben"), ("ben", "caro"), ("caro", "finn")):
        coop.trusts(truster, trusted, 2 * H)
    pairs = [("ada", "finn"), ("finn", "ada"), ("ben", "finn"), ("caro", "ada")]

    def pays(payer: str, payee: str, number: int) -> Callable[[], object]:
        def work() -> None:
            for turn in range(3):
                key = f"{payer}:{payee}:{number}:{turn}"
                try:
                    pay(coop.ids[payer], to_id=coop.ids[payee], minutes=50, key=key, now=MORNING)
                except (NoWay, WayChanged):
                    continue

        return work

    assert refused_at_once(*(pays(*pair, number) for number, pair in enumerate(pairs))) == []
    here = around.terms()
    for row in Balance.objects.all():
        debtor, creditor = (row.high_id, row.low_id) if row.minutes > 0 else (row.low_id, row.high_id)
        assert abs(row.minutes) <= around.limit_between(creditor, debtor, here)
    assert counting.wrong() == 0


def test_a_limit_that_is_lowered_at_the_same_time_holds_or_came_too_late(coop: Coop) -> None:
    def lowers() -> None:
        set_limit(coop.ids["ben"], person_id=coop.ids["ada"], minutes=0, now=MORNING)

    def pays() -> None:
        pay(coop.ids["ada"], to_id=coop.ids["ben"], minutes=H, key="one", now=MORNING)

    troubles = refused_at_once(lowers, pays)
    assert all(isinstance(each, Refusal) for each in troubles)
    assert coop.owes("ada", "ben") == (0 if troubles else H)


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values: Any, because: str = "credit:") -> None:
    with pytest.raises(DatabaseError, match=because):
        run(sql, *values)


def test_nothing_in_the_book_is_changed_deleted_or_added_to(coop: Coop) -> None:
    coop.pays("ada", "finn", H)
    entry, leg, balance = Entry.objects.get(), Leg.objects.order_by("position")[0], Balance.objects.all()[0]
    for table in ("entry", "leg", "seal", "balance"):
        refused(f"DELETE FROM credit_{table}")  # noqa: S608 - our own names
        if table != "balance":
            refused(f"UPDATE credit_{table} SET id = id")  # noqa: S608
    refused("UPDATE credit_balance SET minutes = minutes + 1", because="sum of its legs")
    refused("UPDATE credit_balance SET low_id = %s WHERE id = %s", 1, balance.id, because="same two")
    columns = "id, entry_id, position, balance_id, person_id, minutes"
    more = f"INSERT INTO credit_leg ({columns}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608
    refused(more, ids.new_id(MORNING), entry.id, 99, leg.balance_id, leg.person_id, 5, because="sealed")
    refused(
        "INSERT INTO credit_balance (id, low_id, high_id, minutes) VALUES (%s, %s, %s, %s)",
        ids.new_id(MORNING),
        coop.ids["ada"],
        coop.ids["hana"],
        60,
        because="sum of its legs",
    )
    assert counting.wrong() == 0


def test_an_entry_without_its_seal_or_balance_does_not_commit(coop: Coop) -> None:
    coop.pays("ada", "ben", H)
    balance = Balance.objects.get(minutes__in=[H, -H])

    def write(*legs: tuple[int, int], sealed: bool) -> None:
        entry = ids.new_id(MORNING)
        with transaction.atomic():
            Entry.objects.create(
                id=entry, at=MORNING, kind="credit.paid", cause="x", key=f"x:{entry}", seal_id=entry
            )
            for position, (person, minutes) in enumerate(legs):
                Leg.objects.create(
                    id=ids.new_id(MORNING),
                    entry_id=entry,
                    position=position,
                    balance=balance,
                    person_id=person,
                    minutes=minutes,
                )
            if sealed:
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO credit_seal (id) VALUES (%s)", [entry])

    ada, ben, caro = (coop.ids[name] for name in ("ada", "ben", "caro"))
    for legs, sealed in [
        ([(ada, -5), (ben, 5)], False),
        ([(ada, -5), (ben, 6)], True),
        ([(ada, -5), (caro, 5)], True),
        ([(ada, 5)], True),
    ]:
        with pytest.raises(DatabaseError):
            write(*legs, sealed=sealed)
    assert Entry.objects.count() == 1
    assert counting.wrong() == 0

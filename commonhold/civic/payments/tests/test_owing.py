"""What the co-op owes: her dues first, whole months, and the rest waits."""

from __future__ import annotations

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.payments import actions, queries
from commonhold.civic.payments.actions.details import set_bank_details
from commonhold.civic.payments.news import MoneyPaid
from commonhold.civic.payments.refusals import AmountNotAllowed, OwedOtherwise
from commonhold.civic.payments.tests.conftest import WORK, owes
from commonhold.civic.payments.tests.files import CAROS, Entry
from commonhold.civic.payments.tests.test_statements import books, dues_of
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import Viewer


def mine(coop, name):
    return queries.my_payments(Viewer(coop.ids[name]))


def test_open_dues_take_of_it_first_and_the_rest_is_owed(coop, told):
    made = owes(coop, "caro", cents=1_200)
    assert coop.my_dues("caro").owed_cents == 0
    [line] = mine(coop, "caro").owed
    assert (line.cents, line.left) == (1_200, 700)
    [part] = mine(coop, "caro").settled
    assert (part.kind, part.cents) == ("dues", 500)
    assert ledger.balance(WORK) == {"EUR": -700}
    assert ledger.balance("income:dues") == {"EUR": -500}
    assert ledger.held_in("assets:bank") == {}
    assert [each for each in told if isinstance(each, MoneyPaid)] == [
        MoneyPaid(made, "work", "1", 500, "EUR")
    ]


def test_less_than_a_month_of_dues_waits_until_there_is_enough(coop):
    owes(coop, "caro", "1", cents=300)
    assert coop.my_dues("caro").owed_cents == 500
    owes(coop, "caro", "2", cents=300)
    assert coop.my_dues("caro").owed_cents == 0
    assert [(each.subject, each.left) for each in mine(coop, "caro").owed] == [("2", 100)]


def test_dues_that_are_raised_later_take_of_what_is_left(coop):
    owes(coop, "caro", cents=1_200)
    coop.wait(days=28)
    assert coop.my_dues("caro").owed_cents == 0
    assert mine(coop, "caro").owed[0].left == 200
    coop.wait(days=31)
    assert coop.my_dues("caro").owed_cents == 500
    assert mine(coop, "caro").owed[0].left == 200


def test_dues_in_another_currency_take_nothing(coop):
    owes(coop, "caro", cents=1_200, currency="CHF")
    assert coop.my_dues("caro").owed_cents == 500


def test_who_left_is_owed_all_of_it(coop):
    members.leave(coop.ids["finn"], now=coop.now)
    owes(coop, "finn", cents=1_200)
    assert mine(coop, "finn").owed[0].left == 1_200


def test_what_was_paid_ahead_goes_back_only_to_who_left(banked):
    set_bank_details(banked.ids["caro"], iban=CAROS, name="Caro", now=banked.now)
    books(banked, Entry("72.00", text=dues_of(banked, "caro")))
    ben = Viewer(banked.ids["ben"])
    found = queries.next_run(ben, now=banked.now)
    assert not found.payees
    assert not found.held
    members.leave(banked.ids["caro"], now=banked.now)
    [payee] = queries.next_run(ben, now=banked.now).payees
    assert payee.cents == 6_700


def test_the_same_again_is_owed_once_and_otherwise_refused(coop):
    facts = {
        "kind": "work",
        "subject": "1",
        "account": WORK,
        "cents": 1_200,
        "currency": "EUR",
        "person_id": coop.ids["caro"],
        "words": "Again",
        "now": coop.now,
    }
    made = owes(coop, "caro", cents=1_200)
    assert actions.owe(**facts) == made
    assert mine(coop, "caro").owed[0].left == 700
    with pytest.raises(OwedOtherwise):
        actions.owe(**{**facts, "cents": 1_300})
    with pytest.raises(AmountNotAllowed):
        actions.owe(**{**facts, "subject": "2", "cents": 0})

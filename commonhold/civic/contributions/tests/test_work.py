"""Verified work is paid at voted rates: one verifies, another confirms, and the month's end pays it."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.contributions import behind, queries
from commonhold.civic.contributions.actions.work import confirm_work, decline_work, verify_work
from commonhold.civic.contributions.models import WorkPay
from commonhold.civic.contributions.refusals import (
    NoRate,
    NoSuchWork,
    NotAmongUs,
    OwnWork,
    ReasonNeeded,
    UnitsNotAllowed,
    VerifiedByYou,
    WordsNeeded,
    WorkIsAnswered,
)
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.payments.models import Owed
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.booked import booked
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.refusal import Refusal
from tests.cast import make_person


@pytest.fixture
def paid(coop):
    coop.decide(
        SetParameter("contributions.moderation_hour_cents", 1000),
        SetParameter("contributions.code_hour_cents", 2000),
    )
    return coop


def verify(coop, by: str = "ada", who: str = "finn", **other: Any) -> int:
    said: dict[str, Any] = {"kind": "moderation", "units": 3, "what": "Reports of the week", **other}
    return verify_work(coop.ids[by], person_id=coop.ids[who], now=coop.now, **said)


def test_verified_and_confirmed_work_is_owed_when_the_month_is_over(paid):
    made = verify(paid)
    assert "contributions.work-verified" in paid.told("finn")
    assert "contributions.work-waits" in paid.told("ben")
    confirm_work(paid.ids["ben"], work_id=made, now=paid.now)
    assert not Owed.objects.exists()
    paid.month_ends()
    assert Owed.objects.get().cents == 3000
    assert WorkPay.objects.get().paid == 3000
    assert ledger.held_in("expenses:paid-work") == {"EUR": 3000}
    paid.wait(days=40)
    assert Owed.objects.count() == 1


def test_behind_what_work_cost_stands_whoever_did_it(paid):
    for who, units in (("finn", 3), ("caro", 1)):
        confirm_work(paid.ids["ben"], work_id=verify(paid, who=who, units=units), now=paid.now)
    before = paid.now
    paid.month_ends()
    entries = booked(AccountKind.EXPENSES, currency="EUR", since=before, until=paid.now)
    assert {(each.who, each.amount) for each in behind.behind(entries)} == {
        (f"person:{paid.ids['finn']}", 3000),
        (f"person:{paid.ids['caro']}", 1000),
    }


def test_what_is_more_than_was_voted_stays_owed_for_the_next_month(paid):
    paid.decide(SetParameter("contributions.work_most_cents", 1000))
    confirm_work(paid.ids["ben"], work_id=verify(paid), now=paid.now)
    confirm_work(paid.ids["ben"], work_id=verify(paid, who="caro", units=1), now=paid.now)
    for _each in range(4):
        paid.month_ends()
    assert [
        (row.earned, row.paid) for row in WorkPay.objects.filter(person_id=paid.ids["finn"]).order_by("id")
    ] == [
        (3000, 750),
        (2250, 750),
        (1500, 750),
        (750, 750),
    ]
    assert sum(each.cents for each in Owed.objects.filter(kind="contributions.work")) == 4000


def test_declined_work_is_not_paid_and_says_why(paid):
    made = verify(paid)
    with pytest.raises(ReasonNeeded):
        decline_work(paid.ids["ben"], work_id=made, reason=" ", now=paid.now)
    decline_work(paid.ids["ben"], work_id=made, reason="Counted twice", now=paid.now)
    [line] = queries.works(paid.viewer("finn"), now=paid.now).lines
    assert (line.answer, line.reason) == ("declined", "Counted twice")
    paid.month_ends()
    assert not Owed.objects.exists()


def test_nobody_verifies_or_confirms_her_own_nor_both(paid):
    with pytest.raises(OwnWork):
        verify(paid, who="ada")
    made = verify(paid)
    with pytest.raises(VerifiedByYou):
        confirm_work(paid.ids["ada"], work_id=made, now=paid.now)
    mine = verify(paid, who="ben")
    with pytest.raises(OwnWork):
        confirm_work(paid.ids["ben"], work_id=mine, now=paid.now)


def test_only_a_mandate_verifies_and_confirms(paid):
    with pytest.raises(Refusal, match="mandate"):
        verify(paid, by="caro")
    with pytest.raises(Refusal, match="mandate"):
        confirm_work(paid.ids["caro"], work_id=verify(paid), now=paid.now)


def test_an_answer_stands(paid):
    made = verify(paid)
    confirm_work(paid.ids["ben"], work_id=made, now=paid.now)
    with pytest.raises(WorkIsAnswered):
        decline_work(paid.ids["ben"], work_id=made, reason="No", now=paid.now)
    with pytest.raises(NoSuchWork):
        confirm_work(paid.ids["ben"], work_id=1, now=paid.now)


def test_work_without_a_rate_is_refused_and_not_paid_at_nought(paid):
    with pytest.raises(NoRate):
        verify(paid, kind="jury")
    made = verify(paid)
    paid.decide(SetParameter("contributions.moderation_hour_cents", 0))
    with pytest.raises(NoRate):
        confirm_work(paid.ids["ben"], work_id=made, now=paid.now)


def test_work_is_of_members_in_whole_units_and_in_words(paid):
    paid.ids["gus"] = make_person("gus")
    with pytest.raises(NotAmongUs):
        verify(paid, who="gus")
    for units in (0, 1001):
        with pytest.raises(UnitsNotAllowed):
            verify(paid, units=units)
    with pytest.raises(WordsNeeded):
        verify(paid, what=" ")


def test_work_is_for_members_to_read(paid):
    verify(paid)
    assert len(queries.works(paid.viewer("caro"), now=paid.now).lines) == 1
    paid.ids["gus"] = make_person("gus")
    seen = queries.works(paid.viewer("gus"), now=paid.now)
    assert (len(seen.lines), len(seen.rates)) == (0, 2)

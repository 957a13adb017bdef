"""The last step of joining: vouches and dues meet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as members_queries
from commonhold.civic.treasury.decisions import SetDues


def is_member(coop, name: str) -> bool:
    return members_queries.member_of(coop.ids[name]) is not None


def test_dues_after_the_vouches_make_a_member(coop):
    coop.vouch(coop.apply("dev"))
    assert not is_member(coop, "dev")
    coop.pay("dev")
    assert is_member(coop, "dev")
    assert coop.told("dev") == [
        "members.admitted",
        "treasury.dues-received",
        "members.vouched",
        "members.vouched",
    ]
    assert not members_queries.may_vote(coop.ids["dev"], at=coop.now)
    assert members_queries.may_vote(coop.ids["dev"], at=coop.now + timedelta(days=7))


def test_vouches_after_the_dues_make_a_member(coop):
    application = coop.apply("dev")
    coop.pay("dev")
    coop.vouch(application, "ada")
    assert not is_member(coop, "dev")
    coop.vouch(application, "ben")
    assert is_member(coop, "dev")


def test_dues_alone_make_no_member(coop):
    coop.apply("dev")
    coop.pay("dev")
    coop.pay("caro")
    assert not is_member(coop, "dev")


def test_anothers_dues_do_not_admit_who_still_owes(coop):
    coop.vouch(coop.apply("dev"))
    coop.pay("caro")
    assert not is_member(coop, "dev")


def test_first_dues_are_paid_once_also_over_a_change_of_month(coop):
    coop.vouch(coop.apply("dev"))
    coop.wait(days=40)
    assert [each.month for each in coop.my_dues("dev").charges] == ["2026-05"]
    coop.pay("dev")
    assert is_member(coop, "dev")
    coop.wait(days=30)
    assert [each.month for each in coop.my_dues("dev").charges] == ["2026-07", "2026-05"]


def test_when_dues_are_nothing_the_last_vouch_admits(coop):
    coop.decide(SetDues(0))
    coop.wait(days=28)
    coop.vouch(coop.apply("dev"))
    assert is_member(coop, "dev")


def test_who_took_the_application_back_owes_nothing_and_is_not_admitted(coop):
    application = coop.apply("dev")
    coop.vouch(application)
    members.withdraw_application(coop.ids["dev"], application_id=application, now=coop.now)
    assert coop.owed_by("dev") == []
    coop.pay("caro")
    assert not is_member(coop, "dev")


def test_dues_of_an_earlier_membership_admit_nobody_again(coop):
    coop.vouch(coop.apply("dev"))
    coop.pay("dev")
    members.leave(coop.ids["dev"], now=coop.now)
    coop.wait(days=40)
    again = members.apply(coop.ids["dev"], statement="I missed you.", now=coop.now)
    coop.wait(minutes=1)
    coop.vouch(again)
    coop.pay("caro")
    assert not is_member(coop, "dev")
    coop.pay("dev")
    assert is_member(coop, "dev")


@pytest.mark.parametrize("order", ["waiver first", "vouches first"])
def test_whom_the_fund_carries_joins_with_the_next_dues_that_anybody_pays(coop, order):
    application = coop.apply("dev")
    if order == "waiver first":
        coop.waive("dev")
    coop.vouch(application)
    if order == "vouches first":
        coop.waive("dev")
    assert coop.my_dues("dev").joins_with_next_dues
    assert not is_member(coop, "dev")
    coop.pay("caro")
    assert is_member(coop, "dev")
    assert not coop.my_dues("dev").joins_with_next_dues


def test_the_beginning_of_a_month_admits_nobody(coop):
    """Nobody's dues are booked at that hour, so joining then would say that the fund carries her."""
    coop.vouch(coop.apply("dev"))
    coop.waive("dev")
    coop.wait(days=30)
    assert not is_member(coop, "dev")

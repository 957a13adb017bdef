"""Each member gives what she can, by the month or the year; others see totals alone."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.treasury import queries
from commonhold.civic.treasury.actions.choosing import choose_dues
from commonhold.civic.treasury.refusals import BelowTheFloor, HowOften, MembersChoose, TooMuch
from commonhold.social.people.queries import ANYONE


def choose(coop, name: str, cents: int, *, months: int = 1) -> None:
    choose_dues(coop.ids[name], cents=cents, months=months, now=coop.now)


@pytest.fixture
def levels(coop):
    coop.decide(SetParameter("treasury.dues_floor_cents", 200))
    return coop


def test_a_member_gives_what_she_chose_from_her_next_dues_on(levels):
    choose(levels, "caro", 250)
    assert (levels.my_dues("caro").level.cents, levels.my_dues("caro").owed_cents) == (250, 500)
    levels.wait(days=28)
    assert [each.cents for each in levels.my_dues("caro").charges] == [250, 500]
    for _each in range(2):
        levels.pay("caro")
    assert queries.month(ANYONE, "2026-06").received_cents == 250
    assert queries.money(ANYONE, now=levels.now).dues_total_cents == 750


def test_who_pays_by_the_year_is_asked_once_in_twelve_months(levels):
    choose(levels, "caro", 300, months=12)
    levels.wait(days=28)
    assert levels.my_dues("caro").charges[0].cents == 3_600
    assert levels.my_dues("caro").next_cents == 0
    levels.wait(days=335)
    assert len(levels.my_dues("caro").charges) == 2
    levels.wait(days=31)
    assert len(levels.my_dues("caro").charges) == 3


def test_a_floor_that_rises_lifts_whoever_stands_below_it(levels):
    choose(levels, "caro", 200)
    levels.decide(SetParameter("treasury.dues_floor_cents", 350))
    levels.wait(days=28)
    assert levels.my_dues("caro").charges[0].cents == 350


def test_without_a_floor_everybody_gives_the_same(coop):
    for cents, refusal in ((499, BelowTheFloor), (501, TooMuch)):
        with pytest.raises(refusal):
            choose(coop, "caro", cents)
    choose(coop, "caro", 500, months=12)
    coop.wait(days=28)
    assert coop.my_dues("caro").charges[0].cents == 6_000


def test_what_cannot_be_chosen_is_refused(levels):
    levels.apply("dev")
    with pytest.raises(MembersChoose):
        choose(levels, "dev", 500)
    with pytest.raises(BelowTheFloor, match="fund"):
        choose(levels, "caro", 199)
    with pytest.raises(TooMuch):
        choose(levels, "caro", 1_000_001)
    with pytest.raises(HowOften):
        choose(levels, "caro", 500, months=6)


def test_whom_the_fund_carries_looks_like_everybody_whatever_was_chosen(levels):
    choose(levels, "finn", 250)
    levels.waive("finn")
    levels.wait(days=28)
    assert levels.my_dues("finn").owed_cents == 0
    assert levels.owed_by("finn") == []

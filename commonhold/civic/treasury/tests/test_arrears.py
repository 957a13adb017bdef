"""Dues that stay open: a reminder, time, and then what was voted. Whom the fund carries meets none of it."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.treasury.arrears import look
from commonhold.civic.treasury.decisions import SetDues
from commonhold.civic.treasury.models import ArrearsStep


@pytest.fixture
def strict(coop):
    """A reminder after two weeks, and thirty days after it membership ends."""
    coop.decide(
        SetParameter("treasury.reminder_days", 14),
        SetParameter("treasury.grace_days", 30),
        SetParameter("treasury.arrears_consequence", "membership-ends"),
    )
    coop.pay("ada")
    coop.pay("ben")
    coop.pay("finn")
    return coop


def days(coop, count: int) -> None:
    """What stays open is looked at once a day; here at the last of them."""
    coop.wait(days=count)


def test_open_dues_are_brought_to_mind_once_and_then_have_their_consequence(strict):
    strict.decide(SetDues(0))
    days(strict, 13)
    assert "treasury.arrears-reminded" not in strict.told("caro")
    days(strict, 2)
    assert strict.told("caro").count("treasury.arrears-reminded") == 1
    days(strict, 31)
    assert strict.told("caro").count("treasury.arrears-reminded") == 1
    assert "treasury.arrears-ended" in strict.told("caro")
    assert members.member_of(strict.ids["caro"]) is None
    assert members.member_of(strict.ids["finn"]) is not None


def test_whoever_pays_or_asks_the_fund_in_time_stays(strict):
    strict.decide(SetDues(0))
    days(strict, 16)
    strict.waive("caro")
    days(strict, 40)
    assert members.member_of(strict.ids["caro"]) is not None
    assert ArrearsStep.objects.filter(kind="grace-over").count() == 0


def test_the_milder_consequence_lets_people_talk(coop):
    coop.decide(SetParameter("treasury.reminder_days", 14), SetParameter("treasury.grace_days", 30))
    days(coop, 15)
    days(coop, 31)
    assert "treasury.arrears-grace-over" in coop.told("caro")
    assert "treasury.arrears-to-talk" in coop.told("ada")
    assert members.member_of(coop.ids["caro"]) is not None


def test_by_default_nothing_happens_by_itself(coop):
    days(coop, 20)
    look(coop.now)
    assert ArrearsStep.objects.count() == 0

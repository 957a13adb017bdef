"""The rule of sharing is decided by a special vote, from the running month on, and can be put back."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.contributions.models import SplitSeed
from commonhold.civic.contributions.refusals import NotAShare
from commonhold.civic.contributions.terms import current
from commonhold.civic.contributions.tests.conftest import SHARING, begin
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import codec
from commonhold.ground.refusal import Refusal


def test_it_sets_what_it_says_and_leaves_the_rest_as_it_is(coop):
    assert (current().rule, current().fund_pot, current().reserve_share) == (
        "own_slice_v1",
        100,
        Fraction(1, 10),
    )
    coop.decide(SetSharing("equal_share_v1"))
    assert (current().rule, current().fund_pot) == ("equal_share_v1", 100)


def test_it_needs_a_special_vote(coop):
    here = charter.current()
    assert SHARING.rule_names(here) == {"special"}
    with pytest.raises(Refusal, match="at least"):
        SHARING.must_be_reached(here, here.rule("ordinary"))


@pytest.mark.parametrize(
    "wrong",
    [
        SetSharing("views_v1"),
        SetSharing("own_slice_v1", to_one="2/1"),
        SetSharing("own_slice_v1", fund_pot_cents=10**12),
        SetSharing("own_slice_v1", costs="none"),
        SetSharing("own_slice_v1", payout="sweets"),
    ],
)
def test_what_no_rule_knows_is_refused(coop, wrong):
    with pytest.raises(Refusal):
        wrong.check(charter.current(), UNANIMOUS)


@pytest.mark.parametrize("share", ["a fifth", "1/0", "0.2.1"])
def test_a_share_is_two_whole_numbers(coop, share):
    with pytest.raises(NotAShare):
        SetSharing("own_slice_v1", to_one=share).check(charter.current(), UNANIMOUS)


def test_it_can_be_put_back(coop):
    before = current()
    back = SetSharing("none").inverse(charter.current())
    coop.decide(SetSharing("equal_share_v1", to_one="1/2", reserve_share="0/1"))
    coop.decide(back)
    assert current() == before


def test_a_second_decision_in_a_month_binds_no_second_seed(coop):
    coop.decide(SetSharing("equal_share_v1"))
    assert SplitSeed.objects.count() == 1


def test_it_reads_in_words_and_survives_its_writing(coop):
    assert "thanked" in SHARING.words()
    difference = SetSharing("none").preview(charter.current())
    assert "1/10" in difference.before
    assert difference.after.startswith("nothing is shared")
    assert codec.decode(codec.encode(SHARING)) == SHARING


def test_by_default_nothing_is_shared(db):
    coop = begin()
    assert not current().shares
    coop.month_ends()
    assert not SplitSeed.objects.exists()

"""Meek's and Warren's methods, on elections whose answer is known on paper, and on any."""

from fractions import Fraction
from itertools import permutations, product
from math import factorial, lcm, prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.methods import METHODS
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS, election, profiles

A, B, C, D = range(4)
BOTH = pytest.mark.parametrize("method", ["meek-stv", "warren-stv"])
NEARLY = Fraction(1, 10**6)


def count(method: str, profile: Profile, terms: Terms = TERMS) -> CountSheet:
    return METHODS[method].count(profile, terms)


@BOTH
def test_a_surplus_moves_on_and_elects_the_next_choice(method: str) -> None:
    # The quota is a little more than 12 / 3 = 4: Ada keeps half of each of her eight ballots.
    sheet = count(method, election(2, {"A>B": 8, "B": 1, "C": 3}))
    assert sheet.elected == (A, B)
    assert sheet.stages[0].quota == 4 + Fraction(1, 10**9)
    assert sheet.stages[1].votes[B] - 5 < NEARLY
    assert sheet.stages[1].keeps[A] - Fraction(1, 2) < NEARLY


@BOTH
def test_a_ballot_also_goes_on_through_those_who_are_elected_already(method: str) -> None:
    """What tells these methods from the Scottish one: C's ballots help A first, and so free A's for D."""
    profile = election(2, {"A>D": 40, "B>A>D": 11, "C": 29, "D": 10})
    sheet = count(method, profile)
    assert sheet.stages[0].elected == (A,)
    excluded = [one for stage in sheet.stages for one in stage.excluded]
    assert excluded[0] in {B, D}


def test_the_two_methods_differ_in_who_pays() -> None:
    """A's ballots already paid for B: Meek's A keeps a part of what is left of them, Warren's the price."""
    profile = election(3, {"B>A>C": 20, "A>D": 20, "C": 10, "D": 10})
    meek, warren = (count(method, profile) for method in ("meek-stv", "warren-stv"))
    assert [round(votes) for votes in meek.stages[1].votes] == [15, 15, 12, 18]
    assert [round(votes) for votes in warren.stages[1].votes] == [15, 15, 10, 20]


@BOTH
def test_the_quota_falls_as_ballots_are_used_up(method: str) -> None:
    sheet = count(method, election(1, {"A": 4, "B": 3, "C": 2}))
    quotas = [stage.quota for stage in sheet.stages]
    assert quotas == [Fraction(9, 2) + Fraction(1, 10**9), Fraction(7, 2) + Fraction(1, 10**9)]
    assert sheet.elected == (A,)


@BOTH
def test_equal_ranks_share_a_ballot(method: str) -> None:
    sheet = count(method, election(1, {"A=B": 3, "C": 1}))
    assert sheet.stages[0].votes == (Fraction(3, 2), Fraction(3, 2), Fraction(1))


@BOTH
def test_a_large_equal_rank_is_shared_too(method: str) -> None:
    everybody = "=".join("ABCDEFGHIJKLMNOPQRST")
    sheet = count(method, election(3, {everybody: 20, "A": 7, "B": 5, "C": 3}))
    assert sheet.stages[0].votes[A] == 8
    assert sheet.elected == (A, B, C)


@BOTH
def test_a_rank_that_more_than_six_elected_could_share_is_passed_over(method: str) -> None:
    sheet = count(method, election(8, {"A=B=C=D=E=F=G": 9, "H": 1, "I": 1, "J=K": 2}))
    assert sheet.counted == 4


@pytest.mark.parametrize("method", ["meek-stv", "warren-stv", "scottish-stv", "irv"])
def test_ten_thousand_candidates_are_refused_in_words(method: str) -> None:
    names = tuple(f"option {number}" for number in range(10_000))
    with pytest.raises(ValueError, match="10,000 candidates are too many to exclude one by one"):
        count(method, Profile(names, 1, {((1,),): 3}))


@BOTH
@given(profile=profiles())
def test_whoever_is_elected_keeps_the_quota_once_nothing_is_left_over(method: str, profile: Profile) -> None:
    sheet = count(method, profile)
    elected: set[int] = set()
    for stage, following in zip(sheet.stages, sheet.stages[1:], strict=False):
        elected.update(stage.elected)
        if following.excluded and not stage.elected and stage.quota is not None and method == "warren-stv":
            assert all(0 <= stage.votes[one] - stage.quota < NEARLY for one in elected)


def strict(profile: Profile) -> Profile:
    """Every equal rank as all its orders, and each ballot as often as makes them whole."""
    times = lcm(*(prod(factorial(len(rank)) for rank in ranking) for ranking in profile.ballots))
    ballots: dict[Ranking, int] = {}
    for ranking, weight in profile.ballots.items():
        orders = list(product(*(list(permutations(rank)) for rank in ranking if rank)))
        for order in orders:
            key = tuple((candidate,) for rank in order for candidate in rank)
            ballots[key] = ballots.get(key, 0) + weight * times // len(orders)
    return Profile(profile.candidates, profile.seats, ballots)


@BOTH
@given(profile=profiles(seats=st.integers(1, 3)))
def test_an_equal_rank_counts_as_an_equal_part_of_all_its_orders(method: str, profile: Profile) -> None:
    assume(any(any(ranking) for ranking in profile.ballots) and not profile.withdrawn)
    ours, spelt_out = count(method, profile), count(method, strict(profile))
    times = Fraction(spelt_out.counted, ours.counted)
    assert [votes * times for votes in ours.stages[0].votes] == list(spelt_out.stages[0].votes)
    assert abs(ours.stages[0].quota * times - spelt_out.stages[0].quota) < NEARLY  # type: ignore[operator]  # has one


@BOTH
def test_a_shared_rank_of_elected_candidates_goes_through_both_orders(method: str) -> None:
    profile = election(3, {"A=B>C": 12, "A": 8, "B": 8, "D": 9, "C": 4})
    equal, spelt_out = count(method, profile), count(method, strict(profile))
    assert equal.elected == spelt_out.elected == (A, B, D)
    assert 2 * equal.stages[1].votes[C] - spelt_out.stages[1].votes[C] < NEARLY
    assert equal.stages[1].votes[C] >= 4

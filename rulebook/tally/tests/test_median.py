from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally.median import MedianSheet, Numbers, count_ballots
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import TERMS

NAMED = st.dictionaries(st.integers(0, 30), st.integers(1, 9), max_size=8)


def count(ballots: dict[int, int], *, present: int = 10, none: int = 0, terms: Terms = TERMS) -> MedianSheet:
    return count_ballots(Numbers(0, 30, present, ballots, none), terms)


def test_the_number_in_the_middle_is_chosen() -> None:
    assert count({5: 1, 7: 1, 30: 1}).value == 7
    assert count({5: 4, 7: 1, 30: 2}).value == 5


@pytest.mark.parametrize(("present", "value"), [(3, 8), (8, 8), (10, 10), (12, 12), (20, 12)])
def test_between_two_numbers_in_the_middle_the_present_one_decides(present: int, value: int) -> None:
    assert count({8: 2, 12: 2}, present=present).value == value


def test_whoever_names_nothing_counts_to_the_quorum_alone() -> None:
    terms = Terms(unranked="no-opinion", roll=10, quorum=Fraction(1, 2))
    assert count({5: 3}, none=2, terms=terms).value == 5
    below = count({5: 3}, none=1, terms=terms)
    assert (below.outcome, below.value, bool(below.elected)) == ("no-quorum", 10, False)


def test_where_nobody_names_a_number_nothing_changes() -> None:
    sheet = count({}, none=3)
    assert (sheet.outcome, sheet.value, sheet.middle) == ("unchanged", 10, None)


def test_numbers_out_of_bounds_and_more_ballots_than_voters_are_refused() -> None:
    with pytest.raises(ValueError, match="31 is out of bounds: from 0 to 30"):
        count({31: 1})
    with pytest.raises(ValueError, match="between 0 and 30"):
        count({}, present=31)
    with pytest.raises(ValueError, match="3 ballots were cast, but only 2"):
        count({5: 3}, terms=Terms(unranked="last", roll=2))


@given(NAMED, st.integers(0, 30))
def test_no_more_than_half_want_less_and_no_more_than_half_want_more(named: dict[int, int], now: int) -> None:
    value, voters = count(named, present=now).value, sum(named.values())
    assert 2 * sum(weight for number, weight in named.items() if number < value) <= voters
    assert 2 * sum(weight for number, weight in named.items() if number > value) <= voters


@given(NAMED, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_nobody_gains_by_naming_what_she_does_not_want(
    others: dict[int, int], now: int, mine: int, lie: int
) -> None:
    honest, lying = (
        count({**others, named: others.get(named, 0) + 1}, present=now).value for named in (mine, lie)
    )
    assert not mine <= lying < honest
    assert not honest < lying <= mine

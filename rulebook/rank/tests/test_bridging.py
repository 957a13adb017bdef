from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.rank.bridging import (
    BRIDGES_FROM,
    LEAST_ANSWERS,
    MIDDLE,
    Counters,
    Side,
    agreement,
    counted,
    score,
    side_of,
    wilson_low,
    within_topics,
)

sides = st.integers(0, 2_000).flatmap(lambda n: st.builds(Side, st.just(n), st.integers(0, n)))
counters = st.builds(Counters, sides, sides)
NOBODY = Counters()


@given(sides)
def test_the_bound_is_wilsons_rounded_down_to_a_millionth(side):
    n, k = side
    z, p = 1.96, k / n if n else 0.0
    exact = 0.0
    if n:
        exact = (p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)
    assert exact * 1e6 - 1.01 <= wilson_low(side) <= exact * 1e6 + 0.01


@given(sides)
def test_the_bound_never_promises_more_than_was_seen(side):
    assert wilson_low(side) == 0 or Fraction(wilson_low(side), 10**6) <= Fraction(side.worthwhile, side.rated)


def test_more_who_say_the_same_make_it_surer():
    bounds = [wilson_low(Side(n, n)) for n in (1, 5, 20, 100, 1_000)]
    assert bounds == sorted(bounds)
    assert bounds[-1] > 990_000


def test_more_worthwhile_than_rated_is_refused():
    with pytest.raises(ValueError, match="more"):
        wilson_low(Side(1, 2))


@given(counters, st.integers(0, 5_000))
def test_whoever_floods_the_friendlier_side_moves_nothing(found, many):
    left, right = found
    friendlier_is_left = wilson_low(left) >= wilson_low(right)
    flooded = (
        Counters(Side(left.rated + many, left.worthwhile + many), right)
        if friendlier_is_left
        else Counters(left, Side(right.rated + many, right.worthwhile + many))
    )
    assert agreement(flooded) == agreement(found)


@given(counters, counters)
def test_a_score_is_from_0_to_1000(reactions, sample):
    assert 0 <= score(reactions, sample) <= 1_000


@given(counters)
def test_reactions_alone_bring_a_quarter_at_most_and_make_nothing_bridge(reactions):
    assert score(reactions, NOBODY) <= 250 < BRIDGES_FROM


@given(counters, sides, st.integers(0, 2))
def test_nothing_bridges_before_three_of_either_side_were_asked(reactions, one, answers):
    few = Side(answers, answers)
    assert score(reactions, Counters(one, few)) < BRIDGES_FROM
    assert score(reactions, Counters(few, one)) < BRIDGES_FROM


@given(st.dictionaries(st.integers(1, 40), st.integers(0, 1_000)), st.integers(1, 3))
def test_standing_within_a_topic_never_lifts_a_score(scores, topics):
    found = within_topics(scores, {each: each % topics for each in scores})
    assert all(found[each] <= scores[each] for each in scores)


@given(counters, st.integers(LEAST_ANSWERS, 50))
def test_with_ten_answers_of_each_side_reactions_say_nothing_any_more(reactions, many):
    sample = Counters(Side(many, many // 2), Side(many, many))
    assert score(reactions, sample) == score(NOBODY, sample)


def test_the_sample_takes_over_bit_by_bit():
    loved = Counters(Side(500, 500), Side(500, 500))
    disliked = [Counters(Side(n, 0), Side(n, 0)) for n in range(LEAST_ANSWERS + 1)]
    scores = [score(loved, each) for each in disliked]
    assert scores == sorted(scores, reverse=True)
    assert (scores[0] > 245, scores[-1]) == (True, 0)


def test_what_is_liked_everywhere_in_a_topic_gains_nothing_by_it():
    scores = dict(enumerate([600] * 5 + [700]))
    found = within_topics(scores, dict.fromkeys(scores, 7))
    assert [found[each] for each in range(6)] == [0] * 5 + [250]


def test_few_posts_say_nothing_of_their_topic():
    assert within_topics({1: 600, 2: 100}, {1: 7, 2: 7}) == {1: 600, 2: 100}


def test_who_stands_in_the_middle_is_of_no_side():
    assert [side_of(each) for each in (-MIDDLE, -MIDDLE + 1, 0, MIDDLE - 1, MIDDLE)] == [-1, 0, 0, 0, 1]
    found = counted([(-1, True), (-1, False), (0, True), (1, True)])
    assert found == Counters(Side(2, 1), Side(1, 1))

"""Bridging: what people who seldom agree find worthwhile alike, in whole numbers.

An axis was learnt before the post was written; each rater stands on one side of it, or in the middle and is
not counted. Of the post only two counters for each side are needed: how many rated it, and how many of them
found it worthwhile. Its score is the lower bound of Wilson's interval (E. B. Wilson, 1927, "Probable
inference, the law of succession, and statistical inference") of the side that agrees less. Whoever floods it
from one side moves nothing: the other side decides.

Reactions choose themselves, so they count in part; a solicited random sample counts fully once each side has
given ten answers. Within its topic a score is then measured against the topic's median: what is merely
popular everywhere gains nothing by standing where all agree on everything.
"""

from collections.abc import Mapping, Sequence
from math import isqrt
from typing import NamedTuple

FULL = 1_000
LEAST_RATINGS = 20  # of a rater, before she counts
LEAST_ANSWERS = 10  # of each side, before the sample counts fully
LEAST_PEOPLE = 5  # in any number that is shown
#: A rater of the middle this wide (thousandths of the axis, either way) belongs to no side.
MIDDLE = 150
#: From this score on a post is called bridging.
BRIDGES_FROM = 300
#: What reactions alone can bring, in thousandths: no post bridges that nobody was asked about.
UNASKED = 250

_Z = 196  # hundredths: a bound that holds with 97.5 %
_ROOT = 10**6


class Side(NamedTuple):
    """How many of one side rated a post, and how many of them found it worthwhile."""

    rated: int = 0
    worthwhile: int = 0


class Counters(NamedTuple):
    """Of one post, from one source: both sides of the axis."""

    left: Side = Side()
    right: Side = Side()


def wilson_low(side: Side) -> int:
    """The lower bound of the share that finds it worthwhile, in millionths, rounded down.

    Raises ValueError for more worthwhile than rated.

    >>> wilson_low(Side(10, 10))
    722459
    """
    n, k = side
    if not 0 <= k <= n:
        raise ValueError("more find it worthwhile than rated it")
    if n == 0:
        return 0
    square = _Z * _Z  # z² in ten-thousandths
    # The square root in Wilson's formula, times _ROOT and rounded up, so that the bound is low.
    inner = (4 * 10_000 * k * (n - k) + square * n) * 25 * _ROOT * _ROOT
    root = isqrt(inner // n) + 1
    above = (10_000 * k + square // 2) * _ROOT - _Z * root // 10
    return max(above * 1_000_000 // ((10_000 * n + square) * _ROOT), 0)


def agreement(counters: Counters) -> int:
    """Of the side that agrees less: in millionths."""
    return min(wilson_low(counters.left), wilson_low(counters.right))


def score(reactions: Counters, sample: Counters) -> int:
    """From 0 to 1,000: a quarter of what reactions say, until the sample is there; then what the sample says.

    Between none and ten answers of the side that gave fewer, the one gives way to the other.
    """
    answers = min(sample.left.rated, sample.right.rated, LEAST_ANSWERS)
    unasked = agreement(reactions) * UNASKED // FULL
    if answers == 0:
        return unasked * FULL // 1_000_000
    asked = agreement(sample)
    mixed = asked * answers + unasked * (LEAST_ANSWERS - answers)
    return mixed * FULL // (LEAST_ANSWERS * 1_000_000)


def within_topics(scores: Mapping[int, int], topics: Mapping[int, int]) -> dict[int, int]:
    """Each post's score, less what half of its topic reaches, stretched to 0 to 1,000 again.

    Of fewer than five posts of a topic nothing is taken: they say nothing of it.
    """
    by_topic: dict[int, list[int]] = {}
    for post, scored in scores.items():
        by_topic.setdefault(topics.get(post, 0), []).append(scored)
    base = {
        topic: sorted(found)[(len(found) - 1) // 2] if len(found) >= LEAST_PEOPLE else 0
        for topic, found in by_topic.items()
    }
    return {post: _above(scored, base[topics.get(post, 0)]) for post, scored in scores.items()}


def side_of(place: int) -> int:
    """-1, 0 or 1: on which side of the middle somebody stands, by her place in thousandths."""
    return 0 if -MIDDLE < place < MIDDLE else (1 if place > 0 else -1)


def counted(ratings: Sequence[tuple[int, bool]]) -> Counters:
    """Counters of (side, worthwhile) for each rater; those of the middle are left out."""
    left = [worthwhile for side, worthwhile in ratings if side < 0]
    right = [worthwhile for side, worthwhile in ratings if side > 0]
    return Counters(Side(len(left), sum(left)), Side(len(right), sum(right)))


def _above(scored: int, base: int) -> int:
    return max(scored - base, 0) * FULL // max(FULL - base, 1)

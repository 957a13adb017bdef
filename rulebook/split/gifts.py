"""How one person's slice goes to the people she thanked.

By the square root of how often she thanked each, so that thanking a hundred times is worth ten times one
thanks, not a hundred. The idea of square roots is that of quadratic funding (Buterin, Hitzig and Weyl, "A
Flexible Design for Funding Public Goods", Management Science 65, 2019); unlike there, nobody's money is
multiplied.
"""

from collections.abc import Callable, Sequence
from math import isqrt

from rulebook.split.economy import MILLION, Economy


class Roots(dict[int, int]):
    """isqrt(n · 10¹²): the square root of a count in millionths, worked out once for each count."""

    def __missing__(self, count: int) -> int:
        self[count] = root = isqrt(count * MILLION * MILLION)
        return root


def gifts(slice_: int, roots: Sequence[int], *, cap: int) -> list[int]:
    """What each gets of a slice, by `roots` and rounded down; nobody more than `cap`.

    What the cap cuts off goes to the others, by their roots, as far as their own caps allow. What no cap has
    room for, and what rounding leaves, is not given. Any unit; own-slice uses millionths of a minor unit.

    >>> gifts(1_000, [10, 10], cap=200)
    [200, 200]
    >>> gifts(1_000, [30, 10, 10, 10, 10, 10], cap=200)
    [200, 160, 160, 160, 160, 160]
    """
    if not roots:
        return []
    whole = sum(roots)
    if slice_ * max(roots) <= cap * whole:
        return [slice_ * root // whole for root in roots]
    given, left = [0] * len(roots), slice_
    order = sorted(range(len(roots)), key=roots.__getitem__, reverse=True)
    for place, each in enumerate(order):
        if left * roots[each] <= cap * whole:
            for other in order[place:]:
                given[other] = left * roots[other] // whole
            break
        given[each] = cap
        left -= cap
        whole -= roots[each]
    return given


def own_reaches(economy: Economy, giver: int, receiver: int) -> bool:
    """Whether a slice of the giver's own dues may go there: not to herself, and to nobody outside."""
    return receiver != giver and economy.people[receiver].stands != "outside"


def fund_reaches(economy: Economy, giver: int, receiver: int) -> bool:
    """Whether the slice that the fund pays may go there: to nobody of the giver's branches either."""
    people = economy.people
    return own_reaches(economy, giver, receiver) and people[giver].branches.isdisjoint(
        people[receiver].branches
    )


class Receivers:
    """Whom each giver's slices reach, and how often she thanked each."""

    def __init__(self, economy: Economy) -> None:
        self._economy, self._thanks = economy, economy.thanks
        self._all_inside = all(person.stands != "outside" for person in economy.people)

    def of_own(self, giver: int) -> tuple[Sequence[int], Sequence[int]]:
        """By a slice of her own dues."""
        a, b = self._thanks.starts[giver], self._thanks.starts[giver + 1]
        to, counts = self._thanks.to[a:b], self._thanks.counts[a:b]
        if self._all_inside and giver not in to:
            return to, counts
        return self._reached(giver, own_reaches)

    def of_fund(self, giver: int) -> tuple[Sequence[int], Sequence[int]]:
        """By the slice that the fund pays."""
        return self._reached(giver, fund_reaches)

    def _reached(
        self, giver: int, reaches: Callable[[Economy, int, int], bool]
    ) -> tuple[Sequence[int], Sequence[int]]:
        kept = [(to, count) for to, count in self._thanks.of(giver) if reaches(self._economy, giver, to)]
        return [to for to, _count in kept], [count for _to, count in kept]

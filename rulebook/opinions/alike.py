"""Groups among rows of answers: k-medoids, exact and the same whatever the order of the rows.

Source: Leonard Kaufman and Peter J. Rousseeuw, "Finding Groups in Data" (1990): PAM (its BUILD and SWAP) in
chapter 2, its use on a sample of many (CLARA) in chapter 3; Rousseeuw, "Silhouettes" (1987). Swaps are
weighed all at once as in Erich Schubert and Peter J. Rousseeuw, "Faster k-Medoids Clustering" (2019).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

#: One row: an answer to each statement. 1 agrees, -1 disagrees, 0 passes, None has not answered.
Row: TypeAlias = tuple[int | None, ...]

FAR = 10_000  # the distance of two who contradict each other on everything, were it everything
MOST_LOOKED_AT = 400  # rows among which the centres are sought; with more, evenly drawn from all
_MOST_SWAPS = 200


@dataclass(frozen=True)
class Marks:
    """A row as three sets of statements, each a whole number whose bits are the statements."""

    agreed: int
    disagreed: int
    passed: int

    @property
    def answered(self) -> int:
        return self.agreed | self.disagreed | self.passed


@dataclass(frozen=True)
class Cut:
    """Rows in groups around centres.

    `silhouette` says how much nearer people are to their own than to others, `apart` how far the two centres
    that stand nearest are from each other.
    """

    centres: tuple[Row, ...]
    silhouette: Fraction
    apart: int


def marks_of(row: Row) -> Marks:
    """The row's sets."""
    said = {value: sum(1 << at for at, each in enumerate(row) if each == value) for value in (1, -1, 0)}
    return Marks(said[1], said[-1], said[0])


def distance(one: Marks, other: Marks) -> int:
    """From 0 to `FAR`, a whole number, over the statements that both answered.

    To contradict is far, to pass where the other does not is half of it. One more statement counts on which
    they stand half apart, so that few answers in common make nobody near; equal rows are 0 apart.
    """
    if one == other:
        return 0
    mine, yours = one.answered, other.answered
    contradicted = (one.agreed & other.disagreed) | (one.disagreed & other.agreed)
    halves = (one.passed & yours & ~other.passed) | (other.passed & mine & ~one.passed)
    apart = 2 * contradicted.bit_count() + halves.bit_count()
    return FAR * (apart + 1) // (2 * (mine & yours).bit_count() + 2)


def cut_into(rows: Sequence[Row], counts: Sequence[int]) -> dict[int, Cut]:
    """For each number of groups in `counts` that there are different rows for: its centres."""
    sample = Counter(_evenly_drawn(sorted(rows, key=_order)))
    kinds = sorted(sample, key=_order)
    weights = [sample[each] for each in kinds]
    marks = [marks_of(each) for each in kinds]
    table = [[distance(one, other) for other in marks] for one in marks]
    found = {}
    centres: list[int] = []
    for count in range(1, max(counts, default=0) + 1):
        if count > len(kinds):
            break
        centres.append(_next_centre(table, weights, centres))
        if count in counts:
            better = _swapped(table, weights, centres)
            apart = min(
                (table[one][other] for one in better for other in better if one != other), default=FAR
            )
            found[count] = Cut(
                tuple(kinds[each] for each in better), _silhouette(table, weights, better), apart
            )
    return found


def nearest(row: Row, centres: Sequence[Row]) -> int:
    """The place of the centre that a row is nearest to; among equals the first."""
    mine = marks_of(row)
    return min(range(len(centres)), key=lambda at: (distance(mine, marks_of(centres[at])), at))


def _order(row: Row) -> tuple[int, ...]:
    """What rows are sorted by, so that their order when they came is of no account."""
    return tuple(2 if each is None else each for each in row)


def _evenly_drawn(rows: Sequence[Row]) -> Sequence[Row]:
    """All of them, or `MOST_LOOKED_AT` from the middle of as many equal stretches."""
    if len(rows) <= MOST_LOOKED_AT:
        return rows
    return [rows[(2 * at + 1) * len(rows) // (2 * MOST_LOOKED_AT)] for at in range(MOST_LOOKED_AT)]


def _next_centre(table: list[list[int]], weights: list[int], centres: list[int]) -> int:
    """BUILD: the row that brings everybody nearest to a centre, beside those there are."""
    now = [min((table[at][each] for each in centres), default=FAR) for at in range(len(table))]

    def left(candidate: int) -> int:
        return sum(w * min(d, n) for w, d, n in zip(weights, table[candidate], now, strict=True))

    return min((at for at in range(len(table)) if at not in centres), key=lambda at: (left(at), at))


def _swapped(table: list[list[int]], weights: list[int], centres: list[int]) -> list[int]:
    """SWAP: while changing a centre for another row brings people nearer, do what brings most."""
    centres = sorted(centres)
    for _ in range(_MOST_SWAPS):
        best = min(_swaps(table, weights, centres), default=(0, 0, 0))
        if best[0] >= 0:
            break
        centres = sorted([*(each for each in centres if each != best[1]), best[2]])
    return centres


def _swaps(table: list[list[int]], weights: list[int], centres: list[int]) -> list[tuple[int, int, int]]:
    """Every change as (what it adds to all distances, who goes, who comes)."""
    near: list[tuple[int, int, int]] = []  # the nearest centre's place, its distance, the second's
    for row in table:
        ranked = sorted((row[each], at) for at, each in enumerate(centres))
        near.append((ranked[0][1], ranked[0][0], ranked[1][0] if len(ranked) > 1 else FAR))
    lost = [0] * len(centres)
    for weight, (at, first, second) in zip(weights, near, strict=True):
        lost[at] += weight * (second - first)
    found = []
    for candidate in set(range(len(table))) - set(centres):
        change, shared = list(lost), 0
        for weight, away, (at, first, second) in zip(weights, table[candidate], near, strict=True):
            if away < first:
                shared += weight * (away - first)
                change[at] += weight * (first - second)
            elif away < second:
                change[at] += weight * (away - second)
        found += [(shared + each, centres[at], candidate) for at, each in enumerate(change)]
    return found


def _silhouette(table: list[list[int]], weights: list[int], centres: list[int]) -> Fraction:
    """The mean over people of (b - a) / max(a, b): `a` to her own group, `b` to the nearest other one."""
    own = [min(range(len(centres)), key=lambda c: (row[centres[c]], c)) for row in table]
    sizes = [sum(w for w, at in zip(weights, own, strict=True) if at == c) for c in range(len(centres))]
    whole = Fraction(0)
    for row, mine, weight in zip(table, own, weights, strict=True):
        sums = [0] * len(centres)
        for away, at, many in zip(row, own, weights, strict=True):
            sums[at] += many * away
        others = [Fraction(sums[c], sizes[c]) for c in range(len(centres)) if c != mine and sizes[c]]
        if sizes[mine] > 1 and others:
            a, b = Fraction(sums[mine], sizes[mine] - 1), min(others)
            whole += weight * (b - a) / max(a, b) if max(a, b) else 0
    return whole / sum(weights)

"""Who is near to one person in the web of trust, seen from her alone: nobody has a standing as such.

A million grains start with her. Whoever holds some keeps three of ten and passes the rest on to those whom
she trusts, in proportion to how far; so it goes for three rounds. What one kept is how near one is. Integers
throughout; what doesn't divide is lost, and so is what nobody takes on.
After the local push of R. Andersen, F. Chung and K. Lang, “Local Graph Partitioning using PageRank Vectors”,
2006.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

GRAINS = 1_000_000
ROUNDS = 3
_KEPT, _OF = 3, 10
#: Fewer than these are not passed on: it bounds the work, whatever the web is like.
_FEWEST = 1000

#: By person: whom she trusts, and how far in minutes.
Ties = Mapping[int, Mapping[int, int]]


def nearness(
    start: int, ties_of: Callable[[Collection[int]], Ties], *, rounds: int = ROUNDS
) -> dict[int, int]:
    """Grains by person, without `start`; whoever has none is left out.

    `ties_of` is asked once a round for all whose ties are needed.

    >>> ties = {1: {2: 60, 3: 180}, 2: {4: 60}}
    >>> nearness(1, lambda wanted: {each: ties.get(each, {}) for each in wanted})
    {2: 75000, 3: 225000, 4: 52500}
    """
    kept: dict[int, int] = defaultdict(int)
    held = {start: GRAINS}
    for _round in range(rounds):
        passing = {each: grains for each, grains in held.items() if grains >= _FEWEST}
        held = _passed_on(start, passing, ties_of(sorted(passing)))
        for each, grains in held.items():
            kept[each] += grains * _KEPT // _OF
    return {each: kept[each] for each in sorted(kept) if kept[each] and each != start}


def _passed_on(start: int, passing: Mapping[int, int], ties: Ties) -> dict[int, int]:
    """What arrives at others. She with whom it starts keeps nothing."""
    held: dict[int, int] = defaultdict(int)
    for each, grains in passing.items():
        trusted = {other: far for other, far in ties.get(each, {}).items() if far > 0 and other != each}
        total = sum(trusted.values())
        on = grains if each == start else grains * (_OF - _KEPT) // _OF
        for other, far in trusted.items():
            held[other] += on * far // total
    return held

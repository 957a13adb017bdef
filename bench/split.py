"""A month's split: a million members, ten million thanks. The rule is the one that shares a co-op's money."""

from __future__ import annotations

import random
import resource
import sys
from array import array

from bench.figure import Figure, below, best_of
from rulebook.split.economy import Economy, Person, Thanks
from rulebook.split.own_slice import OwnSliceSheet, OwnSliceTerms, own_slice_v1
from rulebook.split.pool import Money

_MEMBERS, _THANKED, _FREE, _DUES = 1_000_000, 10, 20, 500  # one in twenty is free; cents
_TERMS = OwnSliceTerms(fund_pot=5_000_000)
_SECONDS, _GIGABYTES = 60, 2


def measure() -> list[Figure]:
    """Once, since it takes long. Its target is held against time on a processor, as in `bench tally`.

    The memory is the most that the program ever held, the made-up co-op included.
    """
    thanks = _made_up()
    found: list[OwnSliceSheet] = []

    def work(_round: int) -> None:
        economy = Economy(_people(), Thanks(*thanks))
        money = Money(costs=_MEMBERS * 300, reserve=_MEMBERS * 20, outside=_MEMBERS * 40)
        found.append(own_slice_v1(economy, money, _TERMS, seed=b"2027-03"))

    spent = best_of(1, work)
    [sheet] = found
    words = f"own-slice: {_MEMBERS:,} members, {len(thanks[1]):,} thanked"
    shared = sum(sheet.paid) + sheet.credit.total + sheet.fund_back + sheet.kept
    return [
        below(_SECONDS, words, spent.cpu, "s of CPU"),
        Figure("the same: on the wall", spent.wall, "s"),
        below(_GIGABYTES, "the most memory that it ever held", _peak() / 1e9, "GB"),
        Figure("paid out of what was shared", sum(sheet.paid) / shared, "of one"),
    ]


def _made_up() -> tuple[array[int], array[int], array[int]]:
    """The same on every machine: everybody thanks ten others, some of them often, the earlier likelier."""
    dice = random.Random(2027)  # noqa: S311 - made-up thanks, no secret
    starts, to, counts = array("q", [0]), array("q"), array("q")
    for giver in range(_MEMBERS):
        thanked: set[int] = set()
        while len(thanked) < _THANKED:
            other = int(_MEMBERS * dice.random() * dice.random())
            if other != giver:
                thanked.add(other)
        to.extend(thanked)
        counts.extend([1 + int(9 * dice.random() ** 3) for _each in thanked])
        starts.append(len(to))
    return starts, to, counts


def _people() -> list[Person]:
    """Every twentieth is free; each is of one of forty branches, and was vouched for from another."""
    branches = [frozenset({number % 40, (number * 7 + 1) % 40}) for number in range(40)]
    return [
        Person(str(number), 0, _DUES, branches[number % 40])
        if number % _FREE == 0
        else Person(str(number), _DUES, 0, branches[number % 40])
        for number in range(_MEMBERS)
    ]


def _peak() -> int:
    """Bytes. Linux says it in KiB, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

"""Ways to pay and nearness in a made-up web: 100,000 people, a million ties, and some who have very many."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Mapping

from bench.figure import Figure, below
from rulebook.trust.nearness import nearness
from rulebook.trust.ways import Web, most, ways, web_of

_PEOPLE, _TIES, _ASKED = 100_000, 1_000_000, 300
_WAY, _NEAR = 20, 50  # milliseconds


def measure() -> list[Figure]:
    """The slowest of three hundred, in time on a processor: half of them within a neighbourhood."""
    web = _made_up()
    pairs = _pairs(web)

    def ties_of(wanted: Collection[int]) -> Mapping[int, Mapping[int, int]]:
        return {each: web.into.get(each, {}) for each in wanted}

    found = [len(ways(web, payer=one, payee=other, minutes=90)) for one, other in pairs]
    slowest_way = _slowest(lambda one, other: ways(web, payer=one, payee=other, minutes=90), pairs)
    slowest_most = _slowest(lambda one, other: most(web, payer=one, payee=other, at_most=6000), pairs)
    slowest_near = _slowest(lambda one, _other: nearness(one, ties_of), pairs)
    return [
        below(_WAY, "a way to pay 90 minutes, the slowest of 300", slowest_way, "ms of CPU"),
        below(_WAY, "the most that all ways carry, the slowest of 300", slowest_most, "ms of CPU"),
        below(_NEAR, "who is near, the slowest of 300", slowest_near, "ms of CPU"),
        Figure("payments for which there was a way", sum(map(bool, found)), f"of {_ASKED}"),
        Figure("of those, by several ways at once", sum(each > 1 for each in found), f"of {_ASKED}"),
    ]


def _made_up() -> Web:
    """The same on every machine: most ties are to neighbours, the others to whom many trust already."""
    dice = random.Random(2027)  # noqa: S311 - made-up people, no secret
    edges: dict[tuple[int, int], int] = {}
    while len(edges) < _TIES:
        one = dice.randrange(_PEOPLE)
        if dice.random() < 0.7:
            other = (one + 1 + int(40 * dice.random() ** 2)) % _PEOPLE
        else:
            other = int(_PEOPLE * dice.random() ** 4)
        minutes = 30 * dice.randint(1, 20)
        if one != other:
            edges[one, other] = minutes
            edges[other, one] = minutes
    return web_of((one, other, minutes) for (one, other), minutes in edges.items())


def _pairs(web: Web) -> list[tuple[int, int]]:
    """Strangers, neighbours' neighbours, and the twenty whom most trust among each other."""
    dice = random.Random(1)  # noqa: S311
    known = sorted(web.out, key=lambda each: -len(web.out[each]))[:20]
    found = [(known[each], known[(each + 7) % 20]) for each in range(20)]
    while len(found) < _ASKED:
        one = dice.randrange(_PEOPLE)
        other = (one + dice.randint(1, 90)) % _PEOPLE if len(found) % 2 else dice.randrange(_PEOPLE)
        if one != other:
            found.append((one, other))
    return found


def _slowest(work: Callable[[int, int], object], pairs: list[tuple[int, int]]) -> float:
    spent = []
    for one, other in pairs:
        begun = time.process_time()
        work(one, other)
        spent.append(time.process_time() - begun)
    return max(spent) * 1000

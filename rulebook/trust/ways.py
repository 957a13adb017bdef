"""Paying somebody through people who trust each other: the ways there are, and how much they carry.

Whoever is on a way passes the payment on: she is owed by the one before her, whom she trusts that far, and
owes the one after her, who trusts her. Several ways are combined where one alone is too narrow. A way has at
most three hops, and under that bound what is found is the most that can be found (maximum flow in layers:
L. R. Ford and D. R. Fulkerson 1956; shortest augmenting ways: J. Edmonds and R. M. Karp 1972). Mutual credit
over limits between neighbours: R. Fugger, “Money as IOUs in social trust networks”, 2004.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

MOST_HOPS = 3

#: Minutes by whom, and by whom again.
Minutes = Mapping[int, Mapping[int, int]]


@dataclass(frozen=True)
class Web:
    """How much everybody would still accept of whom: `out[a][b]` minutes that b accepts of a.

    `into[b][a]` is the same. Both hold positive numbers alone.
    """

    out: Minutes = field(default_factory=dict)
    into: Minutes = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """`people`: who pays first, who is paid last, and who passes it on between them."""

    people: tuple[int, ...]
    minutes: int

    @property
    def hops(self) -> Iterator[tuple[int, int]]:
        return pairwise(self.people)


def web_of(edges: Iterable[tuple[int, int, int]]) -> Web:
    """From (giver, who accepts it, minutes), each pair once; what is not positive carries nothing."""
    out: dict[int, dict[int, int]] = defaultdict(dict)
    into: dict[int, dict[int, int]] = defaultdict(dict)
    for giver, taker, minutes in edges:
        if minutes > 0 and giver != taker:
            out[giver][taker] = into[taker][giver] = minutes
    return Web(dict(out), dict(into))


def ways(web: Web, *, payer: int, payee: int, minutes: int, most_hops: int = MOST_HOPS) -> tuple[Way, ...]:
    """How to pay so much: one way if one carries it, the shortest; otherwise several. None: empty.

    Among equals the smaller ids are taken. Raises ValueError for hops or minutes that no payment has.

    >>> web = web_of([(1, 2, 60), (2, 3, 300)])
    >>> ways(web, payer=1, payee=3, minutes=60)
    (Way(people=(1, 2, 3), minutes=60),)
    >>> ways(web, payer=1, payee=3, minutes=61)
    ()
    """
    _must_make_sense(payer, payee, minutes, most_hops)
    one = _one_way(web, payer, payee, minutes, most_hops)
    if one is not None:
        return (Way(one, minutes),)
    found = tuple(_combined(web, payer, payee, minutes, most_hops))
    return found if sum(each.minutes for each in found) == minutes else ()


def most(web: Web, *, payer: int, payee: int, at_most: int, most_hops: int = MOST_HOPS) -> int:
    """How many minutes all ways carry together, counted up to `at_most`."""
    _must_make_sense(payer, payee, at_most, most_hops)
    return sum(each.minutes for each in _combined(web, payer, payee, at_most, most_hops))


def _must_make_sense(payer: int, payee: int, minutes: int, most_hops: int) -> None:
    if payer == payee or minutes <= 0 or not 1 <= most_hops <= MOST_HOPS:
        raise ValueError("a payment is of some minutes, to somebody else, over one to three hops")


def _one_way(web: Web, payer: int, payee: int, minutes: int, most_hops: int) -> tuple[int, ...] | None:
    """The shortest way that carries all of it; of equally short ones that with the smallest ids."""
    first, last = web.out.get(payer, {}), web.into.get(payee, {})
    if first.get(payee, 0) >= minutes:
        return payer, payee
    begins = sorted(each for each, room in first.items() if room >= minutes and each != payee)
    ends = {each for each, room in last.items() if room >= minutes and each != payer}
    if most_hops >= 2:
        for between in begins:
            if between in ends:
                return payer, between, payee
    if most_hops >= 3:
        for between in begins:
            onward = web.out.get(between, {})
            wide = [each for each in _both(onward, ends) if onward[each] >= minutes]
            if wide:
                return payer, between, min(wide), payee
    return None


def _both(onward: Mapping[int, int], ends: set[int]) -> Iterator[int]:
    """Who is in both, looked for from the smaller side."""
    if len(onward) <= len(ends):
        return (each for each in onward if each in ends)
    return (each for each in ends if each in onward)


def _combined(web: Web, payer: int, payee: int, wanted: int, most_hops: int) -> Iterator[Way]:
    """The most that all ways carry, up to `wanted`: the shorter ways first, in order of ids."""
    first, last = dict(web.out.get(payer, {})), dict(web.into.get(payee, {}))
    direct = min(wanted, first.pop(payee, 0))
    last.pop(payer, None)
    if direct:
        yield Way((payer, payee), direct)
    if most_hops == 1 or direct == wanted:
        return
    layers = _Layers(first, last)
    layers.through({each: [each] for each in sorted(first.keys() & last.keys())})
    left = layers.fill(wanted - direct)
    if left and most_hops == 3:
        ends = set(last)
        layers.through({each: sorted(_both(web.out.get(each, {}), ends)) for each in sorted(first)}, web)
        layers.fill(left)
    for (between, onward), minutes in sorted(layers.passed.items(), key=_shorter_first):
        if minutes:
            middle = (between,) if between == onward else (between, onward)
            yield Way((payer, *middle, payee), minutes)


def _shorter_first(passed: tuple[tuple[int, int], int]) -> tuple[bool, int, int]:
    (between, onward), _minutes = passed
    return between != onward, between, onward


class _Layers:
    """A flow from the payer over a first row of people, a second row, to the payee.

    A way of two hops has the same person in both rows, without a bound between. So whatever passes between
    the rows is one way of at most three hops, and nothing longer can arise.
    """

    def __init__(self, first: dict[int, int], last: dict[int, int]) -> None:
        self.first, self.last = first, last  # what is left of each
        self.onward: dict[int, list[int]] = {}
        self.back: dict[int, list[int]] = defaultdict(list)
        self.room: dict[tuple[int, int], int] = {}  # between the rows; none for one and the same person
        self.passed: dict[tuple[int, int], int] = {}

    def through(self, onward: Mapping[int, list[int]], web: Web | None = None) -> None:
        """Let these pass something on to those, too."""
        for each, others in onward.items():
            for other in others:
                if (each, other) in self.passed:
                    continue
                if each != other:
                    self.room[each, other] = web.out[each][other] if web else 0
                self.passed[each, other] = 0
                self.onward.setdefault(each, []).append(other)
                self.back[other].append(each)

    def fill(self, wanted: int) -> int:
        """Send what can be sent, up to `wanted`; return what is left of it.

        First in order of ids, then along whatever row of people makes more pass.
        """
        for person, others in self.onward.items():
            for other in others:
                if wanted and self.first[person] and self.last[other] and self._left(person, other):
                    wanted -= self._send([person, other], wanted)
        while wanted:
            found = self._augmenting()
            if found is None:
                return wanted
            wanted -= self._send(found, wanted)
        return 0

    def _augmenting(self) -> list[int] | None:
        """The shortest row of people, of the first and second row by turns, along which more can pass."""
        before: dict[tuple[int, int], tuple[int, int] | None] = {}
        waiting: deque[tuple[int, int]] = deque()
        for each, room in self.first.items():
            if room > 0 and each in self.onward:
                before[0, each] = None
                waiting.append((0, each))
        while waiting:
            here = waiting.popleft()
            row, person = here
            if row == 1 and self.last.get(person, 0) > 0:
                return _traced(before, here)
            for there in self._next(row, person):
                if there not in before:
                    before[there] = here
                    waiting.append(there)
        return None

    def _next(self, row: int, person: int) -> Iterator[tuple[int, int]]:
        if row == 0:
            for other in self.onward.get(person, ()):
                if self._left(person, other) > 0:
                    yield 1, other
        else:
            for other in self.back.get(person, ()):
                if self.passed[other, person] > 0:
                    yield 0, other

    def _left(self, person: int, other: int) -> int:
        room = self.room.get((person, other))
        return 1 if room is None else room - self.passed[person, other]

    def _send(self, row: list[int], wanted: int) -> int:
        """Along first, second, first, second …: forward what is added, backward what is taken back."""
        steps = list(pairwise(row))
        narrowest = min(wanted, self.first[row[0]], self.last[row[-1]])
        for place, (one, other) in enumerate(steps):
            if place % 2:
                narrowest = min(narrowest, self.passed[other, one])
            elif (one, other) in self.room:
                narrowest = min(narrowest, self.room[one, other] - self.passed[one, other])
        for place, (one, other) in enumerate(steps):
            if place % 2:
                self.passed[other, one] -= narrowest
            else:
                self.passed[one, other] += narrowest
        self.first[row[0]] -= narrowest
        self.last[row[-1]] -= narrowest
        return narrowest


def _traced(before: Mapping[tuple[int, int], tuple[int, int] | None], end: tuple[int, int]) -> list[int]:
    found, here = [], end
    while True:
        found.append(here[1])
        earlier = before[here]
        if earlier is None:
            return found[::-1]
        here = earlier

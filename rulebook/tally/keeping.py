"""What Meek's and Warren's methods share: every ballot is handed out anew until nothing is left over.

Source of the rounds, of nine decimals and of what is rounded up: the Proportional Representation Foundation's
"Reference Meek Rule", steps A to C. Votes are whole numbers of 1/UNIT; they become fractions only where
ballots rank candidates equal.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import floor, perm
from typing import NamedTuple, TypeAlias

from rulebook.tally.ballots import Preferences, Profile
from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import Number, TieBreaker

UNIT = 10**9
#: Step A: a total surplus below this is none.
OMEGA = UNIT // 10**6
#: All orders in which the elected candidates of one rank can come are gone through. A rank that more of them
#: could share is passed over.
MOST_ELECTED_ON_ONE_RANK = 6

_OUT, _HOPEFUL, _ELECTED = range(3)

#: A ballot's ranks without withdrawn candidates: one candidate, or several that share the rank.
_Ranks: TypeAlias = tuple[int | tuple[int, ...], ...]
#: What reaches an elected candidate: how much of a ballot, and how many ballots.
Arrivals: TypeAlias = Sequence[tuple[int, Number]]


class Measure(NamedTuple):
    """How a method lets an elected candidate keep a part of each ballot. Factors are in 1/UNIT."""

    keeps: Callable[[int, int], int]  # (what reaches her of a ballot, her factor): what she keeps of it
    lowered: Callable[[int, int, Number, Arrivals], int]  # (factor, quota, votes, arrivals): next factor
    stops_when_surplus_stays: bool  # step B.2.e


class KeepingCount:
    """One count. `run` raises nothing; the method checks what it must before."""

    def __init__(self, profile: Profile, terms: Terms, rule: Rule, measure: Measure) -> None:
        size = len(profile.candidates)
        self.profile, self.terms, self.rule, self.measure = profile, terms, rule, measure
        self.ballots = _readable(profile)
        self.valid = sum(self.ballots.values())
        self.ties = TieBreaker(profile, terms)
        self.state = [_OUT] * size
        self.factors = [0] * size
        for candidate in profile.standing:
            self.state[candidate], self.factors[candidate] = _HOPEFUL, UNIT
        self.elected: list[int] = []
        self.stages: list[Stage] = []
        self.votes: list[Number] = [0] * size
        self.arrivals: dict[int, list[tuple[int, Number]]] = {}
        self.quota = 0

    def run(self) -> CountSheet:
        """Steps A to C."""
        excluded: tuple[int, ...] = ()
        while True:
            hopeful = self._hopeful()
            if len(hopeful) <= self.profile.seats - len(self.elected):
                self._share_out(_paths(self.ballots, self.state))
                self._end_stage(hopeful, excluded)
                break
            surplus = self._iterate(excluded)
            if len(self.elected) == self.profile.seats:
                break
            excluded = () if surplus is None else (self._exclude(surplus),)
        return self._sheet()

    def _hopeful(self) -> list[int]:
        return [candidate for candidate in self.profile.standing if self.state[candidate] == _HOPEFUL]

    def _iterate(self, excluded: tuple[int, ...]) -> Number | None:
        """Step B.2: the surplus when nothing more can be moved, or None when somebody was elected."""
        paths = _paths(self.ballots, self.state)
        hopeful = self._hopeful()
        before: Number | None = None
        while True:
            self._share_out(paths)
            reached = [candidate for candidate in hopeful if self.votes[candidate] >= self.quota]
            if reached:
                self._end_stage(reached, excluded)
                return None
            surplus = max(0, sum(self.votes[one] - self.quota for one in self.elected))
            stays = self.measure.stops_when_surplus_stays and before is not None and surplus >= before
            if surplus < OMEGA or stays or not self._lower_factors():
                self._end_stage((), excluded)
                return surplus
            before = surplus

    def _share_out(self, paths: Mapping[Preferences, Number]) -> None:
        """Steps B.2.a and B.2.b."""
        self.votes = [0] * len(self.votes)
        self.arrivals = {candidate: [] for candidate in self.elected}
        for path, ballots in paths.items():
            left = UNIT
            for candidate in path:
                if candidate in self.arrivals:
                    self.arrivals[candidate].append((left, ballots))
                    kept = self.measure.keeps(left, self.factors[candidate])
                else:
                    kept = left
                self.votes[candidate] += kept * ballots
                left -= kept
        self.quota = floor(sum(self.votes) / Fraction(self.profile.seats + 1)) + 1

    def _lower_factors(self) -> bool:
        """Step B.2.f; False when nothing changed."""
        changed = False
        for candidate, arrivals in self.arrivals.items():
            factor = self.factors[candidate]
            lowered = self.measure.lowered(factor, self.quota, self.votes[candidate], arrivals)
            self.factors[candidate] = min(UNIT, lowered)
            changed = changed or self.factors[candidate] != factor
        return changed

    def _exclude(self, surplus: Number) -> int:
        """Step B.3: whoever is within the surplus of the lowest is equal to her."""
        hopeful = self._hopeful()
        lowest = min(self.votes[candidate] for candidate in hopeful)
        equal = [candidate for candidate in hopeful if self.votes[candidate] <= lowest + surplus]
        loser = self.ties.lowest_of_equals(equal, decides="exclusion")
        self.state[loser], self.factors[loser] = _OUT, 0
        return loser

    def _end_stage(self, reached: Sequence[int], excluded: tuple[int, ...]) -> None:
        self.ties.end_stage(tuple(self.votes))
        elected = self.ties.from_highest(reached)
        self.elected.extend(elected)
        self.stages.append(
            Stage(
                votes=tuple(Fraction(votes) / UNIT for votes in self.votes),
                elected=elected,
                excluded=excluded,
                non_transferable=self.valid - Fraction(sum(self.votes)) / UNIT,
                quota=Fraction(self.quota) / UNIT,
                keeps=tuple(Fraction(factor, UNIT) for factor in self.factors),
            )
        )
        for candidate in elected:
            self.state[candidate] = _ELECTED

    def _sheet(self) -> CountSheet:
        return CountSheet.of(
            self.profile,
            self.terms,
            self.rule,
            counted=self.valid,
            elected=self.elected,
            stages=self.stages,
            ties=self.ties.ties,
        )


def _readable(profile: Profile) -> dict[_Ranks, int]:
    """The ballots that name somebody who stands, without withdrawn candidates and without empty ranks."""
    readable: dict[_Ranks, int] = {}
    for ranking, weight in profile.ballots.items():
        ranks: list[int | tuple[int, ...]] = []
        for rank in ranking:
            standing = [index for index in rank if index not in profile.withdrawn] if rank else []
            if len(standing) == 1:
                ranks.append(standing[0])
            elif standing and min(profile.seats - 1, len(standing)) <= MOST_ELECTED_ON_ONE_RANK:
                ranks.append(tuple(sorted(standing)))
        if ranks:
            key = tuple(ranks)
            readable[key] = readable.get(key, 0) + weight
    return readable


def _paths(ballots: Mapping[_Ranks, int], state: Sequence[int]) -> dict[Preferences, Number]:
    """Whom each ballot reaches now: elected candidates, and at its end the first hopeful one, if any.

    A ballot that ranks candidates equal is shared equally among all orders of them.
    """
    grouped: dict[_Ranks, int] = {}
    for ranks, weight in ballots.items():
        reached = _reached(ranks, state)
        grouped[reached] = grouped.get(reached, 0) + weight
    paths: dict[Preferences, Number] = {}
    for reached, weight in grouped.items():
        if all(isinstance(rank, int) for rank in reached):
            parts: Iterator[tuple[Preferences, Fraction]] = iter([(reached, Fraction(1))])  # type: ignore[list-item]  # all are single
        else:
            parts = _orders(reached, state)
        for path, part in parts:
            share = weight * part
            paths[path] = paths.get(path, 0) + (int(share) if share.denominator == 1 else share)
    return paths


def _reached(ranks: _Ranks, state: Sequence[int]) -> _Ranks:
    """The ranks that still matter: up to the first with a hopeful candidate, without those excluded."""
    reached: list[int | tuple[int, ...]] = []
    for rank in ranks:
        if isinstance(rank, int):
            if state[rank]:
                reached.append(rank)
                if state[rank] == _HOPEFUL:
                    break
        else:
            left = tuple([candidate for candidate in rank if state[candidate]])
            if left:
                reached.append(left if len(left) > 1 else left[0])
                if any(state[candidate] == _HOPEFUL for candidate in left):
                    break
    return tuple(reached)


def _orders(ranks: _Ranks, state: Sequence[int]) -> Iterator[tuple[Preferences, Fraction]]:
    """Every path through ranks with equals, and the part of the ballot that takes it."""
    if not ranks:
        yield (), Fraction(1)
        return
    first = ranks[0] if isinstance(ranks[0], tuple) else (ranks[0],)
    hopeful = [candidate for candidate in first if state[candidate] == _HOPEFUL]
    elected = [candidate for candidate in first if state[candidate] == _ELECTED]
    if not hopeful:
        orders = perm(len(elected))
        for order in permutations(elected):
            for path, part in _orders(ranks[1:], state):
                yield order + path, part / orders
        return
    for length in range(len(elected) + 1):
        orders = perm(len(first), length + 1)
        for order in permutations(elected, length):
            for end in hopeful:
                yield (*order, end), Fraction(1, orders)

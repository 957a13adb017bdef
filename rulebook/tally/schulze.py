"""Schulze's method: whom nobody beats, directly or along a chain of wins.

Source: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011), sections 2.2 and 2.3, with winning
votes as the strength of a win.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, PlainData, Stage
from rulebook.tally.pairs import Pairs
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="schulze",
    version="schulze_v1",
    words=(
        "Every two candidates are compared: whoever is ranked above the other on more ballots wins that "
        "match, and the ballots for the winner are its strength; of as many, the win with fewer against "
        "it is stronger. A chain of wins is as strong as its weakest win. One candidate comes before "
        "another when her strongest chain to the other is stronger than the strongest chain back. The "
        "first place goes to whom nobody comes before, the next to whom nobody who is left comes before, "
        "and so on. Several of them are told apart by the public lot. What “unranked” means makes a "
        "difference: last, or no opinion."
    ),
    asks_unranked=True,
)


@dataclass(frozen=True)
class Chain:
    """Why one candidate comes before another."""

    candidates: tuple[int, ...]  # from the first to the last, each beating the next
    strength: int  # ballots for the weakest win
    back: int  # strength of the strongest chain back, 0 if there is none


@dataclass(frozen=True)
class SchulzeDetails:
    support: tuple[tuple[int, ...], ...]  # [a][b]: ballots that rank a above b
    order: tuple[tuple[int, ...], ...]  # all who stand, in places; those who share one are told apart by lot
    chains: tuple[Chain, ...]  # from each who is elected to each who is not

    def plain(self) -> dict[str, PlainData]:
        return {
            "support": [list(row) for row in self.support],
            "order": [list(place) for place in self.order],
            "chains": [
                {"candidates": list(chain.candidates), "strength": chain.strength, "back": chain.back}
                for chain in self.chains
            ],
        }


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count; one stage a seat, showing how many others each candidate beats head to head.

    Raises ValueError for more candidates than can be compared, or more ballots than voters.
    """
    terms.check_turnout(profile.cast)
    pairs = Pairs(profile, terms)
    paths = _Paths(pairs)
    ties = TieBreaker(profile, terms)
    votes = pairs.matches_won()
    waiting = set(profile.standing)
    elected: list[int] = []
    while waiting and len(elected) < profile.seats:
        ties.end_stage(votes)
        first = paths.unbeaten(waiting)
        enough_seats = len(first) <= profile.seats - len(elected)
        elected.append(ties.draw(first, decides="order" if enough_seats else "seat"))
        waiting.remove(elected[-1])
    return CountSheet.of(
        profile,
        terms,
        RULE,
        counted=pairs.counted,
        elected=elected,
        stages=[Stage(votes=votes, elected=(candidate,)) for candidate in elected] or [Stage(votes=votes)],
        ties=ties.ties,
        details=SchulzeDetails(
            support=tuple(map(tuple, pairs.support)),
            order=tuple(paths.places(profile.standing)),
            chains=tuple(paths.chain(one, other) for one in elected for other in sorted(waiting)),
        ),
    )


class _Paths:
    """The strongest chain between every two candidates, by the algorithm of Floyd and Warshall."""

    def __init__(self, pairs: Pairs) -> None:
        size = len(pairs.support)
        self._pairs = pairs
        self._strength = [[pairs.strength(one, other) for other in range(size)] for one in range(size)]
        self._before = [[one] * size for one in range(size)]  # whom the chain reaches just before its end
        for via in pairs.standing:
            from_via = self._strength[via]
            for one in pairs.standing:
                to_via = self._strength[one][via]
                if one != via and to_via:
                    self._improve(one, via, to_via, from_via)

    def _improve(self, one: int, via: int, to_via: int, from_via: list[int]) -> None:
        row = self._strength[one]
        for other in self._pairs.standing:
            through = from_via[other]
            if through > row[other] and to_via > row[other] and other != one:
                row[other] = min(through, to_via)
                self._before[one][other] = self._before[via][other]

    def unbeaten(self, candidates: Iterable[int]) -> list[int]:
        among = sorted(candidates)
        strength = self._strength
        return [one for one in among if all(strength[one][other] >= strength[other][one] for other in among)]

    def places(self, candidates: Iterable[int]) -> Iterable[tuple[int, ...]]:
        waiting = set(candidates)
        while waiting:
            first = self.unbeaten(waiting)
            yield tuple(first)
            waiting.difference_update(first)

    def chain(self, one: int, other: int) -> Chain:
        """The strongest chain; both ends alone when no win leads from one to the other."""
        strength = self._strength[one][other]
        candidates = [other]
        while strength and candidates[-1] != one:
            candidates.append(self._before[one][candidates[-1]])
        back = self._strength[other][one]
        return Chain(
            candidates=tuple(reversed(candidates)) if strength else (one, other),
            strength=self._pairs.votes_of(strength)[0],
            back=self._pairs.votes_of(back)[0],
        )

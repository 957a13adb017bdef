"""Ranked pairs, Tideman's method: the strongest wins are kept, whatever contradicts them is not.

Source: T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4
(1987); the order among equal wins as in Zavist and Tideman, "Complete independence of clones in the ranked
pairs rule", Social Choice and Welfare 6 (1989), with the public lot for the order of candidates; winning
votes as the strength of a win.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, PlainData, Stage
from rulebook.tally.pairs import Pairs
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="ranked-pairs",
    version="ranked_pairs_v1",
    words=(
        "Every two candidates are compared: whoever is ranked above the other on more ballots wins that "
        "match, and the ballots for the winner are its strength; of as many, the win with fewer ballots "
        "against it is stronger. The wins are taken one by one, the strongest first. Each is kept, unless "
        "those kept already say the opposite, directly or along a chain. The first place goes to whom no "
        "kept win stands against, the next to whom none stands against among those who are left. Equal "
        "wins that contradict each other, and candidates whom no win tells apart, go by the public lot. "
        "What “unranked” means makes a difference: last, or no opinion."
    ),
    asks_unranked=True,
)


@dataclass(frozen=True)
class Win:
    winner: int
    loser: int
    votes: int
    against: int
    kept: bool


@dataclass(frozen=True)
class RankedPairsDetails:
    support: tuple[tuple[int, ...], ...]  # [a][b]: ballots that rank a above b
    wins: tuple[Win, ...]  # in the order in which they were taken

    def plain(self) -> dict[str, PlainData]:
        return {
            "support": [list(row) for row in self.support],
            "wins": [
                {
                    "winner": win.winner,
                    "loser": win.loser,
                    "votes": win.votes,
                    "against": win.against,
                    "kept": win.kept,
                }
                for win in self.wins
            ],
        }


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count; one stage a seat, showing how many others each candidate beats head to head.

    Raises ValueError for more candidates than can be compared, or more ballots than voters.
    """
    terms.check_turnout(profile.cast)
    pairs = Pairs(profile, terms)
    ties = TieBreaker(profile, terms)
    votes = pairs.matches_won()
    ties.end_stage(votes)
    kept = _Kept(pairs, ties)
    waiting = set(profile.standing)
    elected: list[int] = []
    while waiting and len(elected) < profile.seats:
        if elected:
            ties.end_stage(votes)
        first = [one for one in sorted(waiting) if not any(kept.above(other, one) for other in waiting)]
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
        details=RankedPairsDetails(support=tuple(map(tuple, pairs.support)), wins=tuple(kept.wins)),
    )


class _Kept:
    """The wins that are kept, and all that follows from them: one bit for each candidate below another."""

    def __init__(self, pairs: Pairs, ties: TieBreaker) -> None:
        self.wins: list[Win] = []
        self._pairs = pairs
        self._below = [0] * len(pairs.support)
        self._above = [0] * len(pairs.support)
        for equal in self._strongest_first():
            self._take(self._in_order(equal, ties))

    def above(self, one: int, other: int) -> bool:
        return bool(self._below[one] >> other & 1)

    def _strongest_first(self) -> Iterator[list[tuple[int, int]]]:
        """All wins as (winner, loser), those of one strength together."""
        standing, strength = self._pairs.standing, self._pairs.strength
        wins = [(one, other) for one in standing for other in standing if self._pairs.wins(one, other)]
        wins.sort(key=lambda win: -strength(*win))
        for _strength, equal in groupby(wins, key=lambda win: strength(*win)):
            yield list(equal)

    def _in_order(self, equal: list[tuple[int, int]], ties: TieBreaker) -> Sequence[tuple[int, int]]:
        """Equal wins as they stand if all can be kept or dropped alike, else by lot.

        The win of whoever is drawn first comes first; of her wins, the one over whoever is drawn last.
        """
        if len(equal) == 1 or self._any_order_does(equal):
            return equal
        among = {candidate for win in equal for candidate in win}
        ties.keep_lot(among, decides="pairs")
        drawn = {candidate: place for place, candidate in enumerate(ties.lot_order(among))}
        return sorted(equal, key=lambda win: (drawn[win[0]], -drawn[win[1]]))

    def _any_order_does(self, equal: Sequence[tuple[int, int]]) -> bool:
        """True when those that agree with what is kept agree with each other too."""
        below, above = list(self._below), list(self._above)
        fitting = [win for win in equal if not self.above(win[1], win[0])]
        for win in fitting:
            if self.above(win[1], win[0]):
                self._below, self._above = below, above
                return False
            self._keep(*win)
        self._below, self._above = below, above
        return True

    def _take(self, wins: Sequence[tuple[int, int]]) -> None:
        for winner, loser in wins:
            kept = not self.above(loser, winner)
            if kept:
                self._keep(winner, loser)
            support = self._pairs.support
            self.wins.append(Win(winner, loser, support[winner][loser], support[loser][winner], kept))

    def _keep(self, winner: int, loser: int) -> None:
        """Whoever is the winner or above her is now above the loser and all below him."""
        if self.above(winner, loser):
            return
        upper = self._above[winner] | 1 << winner
        lower = self._below[loser] | 1 << loser
        for candidate in self._pairs.standing:
            if upper >> candidate & 1:
                self._below[candidate] |= lower
            if lower >> candidate & 1:
                self._above[candidate] |= upper

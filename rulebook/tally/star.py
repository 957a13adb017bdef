"""STAR voting: score, then automatic runoff. One seat.

Source: the Equal Vote Coalition's rule, and its "Official Tiebreaker Protocol": equals in the scoring
round by the fewest matches lost against each other, then by the most top scores; equals in the runoff by
the total score, then by the most top scores; and at last by lot.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.rule import Rule
from rulebook.tally.scores import Scores
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="star",
    version="star_v1",
    words=(
        "Each ballot gives each candidate a number of points; whoever gets none gets 0. The two candidates "
        "with the most points are finalists. Each ballot is then one vote for the finalist to whom it gave "
        "more points, and whoever has more of these votes is elected; a ballot that gave both the same is "
        "for neither. Equals for the final: whoever loses fewest matches against the others who are equal, "
        "then whoever has the top score on more ballots, then the public lot. Equals in the final: whoever "
        "has more points, then more top scores, then the lot. Leaving somebody out means 0 points, whatever "
        "“unranked” means."
    ),
    one_seat=True,
)


def count_ballots(scores: Scores, terms: Terms) -> CountSheet:
    """The whole count. Raises ValueError for more than one seat, or more ballots than voters."""
    if scores.seats != 1:
        raise ValueError(f"STAR voting fills one seat, and this election has {scores.seats}")
    terms.check_turnout(scores.cast)
    return _Count(scores, terms).run()


class _Count:
    def __init__(self, scores: Scores, terms: Terms) -> None:
        self.scores = scores
        self.terms = terms
        self.totals = scores.totals()
        self.ties = TieBreaker(scores, terms)
        self.top_scores = [0] * len(scores.candidates)
        for scoring, weight in scores.ballots.items():
            for candidate, points in enumerate(scoring):
                if points == scores.most:
                    self.top_scores[candidate] += weight

    def run(self) -> CountSheet:
        self.ties.end_stage(self.totals)
        finalists = self._finalists()
        stages = [Stage(votes=tuple(map(Fraction, self.totals)))]
        if len(finalists) < 2:
            stages = [Stage(votes=stages[0].votes, elected=finalists)]
        else:
            stages.append(self._runoff(*finalists))
        return CountSheet.of(
            self.scores,
            self.terms,
            RULE,
            counted=self.scores.counted,
            elected=stages[-1].elected,
            stages=stages,
            ties=self.ties.ties,
        )

    def _finalists(self) -> tuple[int, ...]:
        chosen: list[int] = []
        waiting = set(self.scores.standing)
        while waiting and len(chosen) < 2:
            most = max(self.totals[candidate] for candidate in waiting)
            equal = {candidate for candidate in waiting if self.totals[candidate] == most}
            both = len(chosen) + len(equal) <= 2  # nothing depends on who is named first
            chosen.append(min(equal) if both else self._one_of(equal))
            waiting.remove(chosen[-1])
        return tuple(chosen)

    def _one_of(self, equal: set[int]) -> int:
        return self.ties.best(
            equal,
            decides="finalist",
            by=[
                ("head-to-head", self._fewest_lost(equal)),
                ("top-scores", self.top_scores.__getitem__),
            ],
        )

    def _fewest_lost(self, equal: Iterable[int]) -> Callable[[int], int]:
        """How many matches against the others a candidate loses, as a number that is higher for fewer."""
        against = list(equal)

        def not_lost(candidate: int) -> int:
            matches = (self._match(candidate, other) for other in against if other != candidate)
            return -sum(ours < theirs for ours, theirs in matches)

        return not_lost

    def _match(self, one: int, other: int) -> tuple[int, int]:
        """How many ballots give one more points than the other, and how many fewer."""
        more = fewer = 0
        for scoring, weight in self.scores.ballots.items():
            difference = (scoring[one] or 0) - (scoring[other] or 0)
            more += weight * (difference > 0)
            fewer += weight * (difference < 0)
        return more, fewer

    def _runoff(self, one: int, other: int) -> Stage:
        votes = [0] * len(self.scores.candidates)
        votes[one], votes[other] = self._match(one, other)
        self.ties.end_stage(votes)
        best = max(votes[one], votes[other])
        winner = self.ties.best(
            [finalist for finalist in (one, other) if votes[finalist] == best],
            decides="seat",
            by=[("total-score", self.totals.__getitem__), ("top-scores", self.top_scores.__getitem__)],
        )
        return Stage(
            votes=tuple(map(Fraction, votes)),
            elected=(winner,),
            excluded=tuple(c for c in self.scores.standing if c not in {one, other}),
            non_transferable=Fraction(self.scores.counted - votes[one] - votes[other]),
        )

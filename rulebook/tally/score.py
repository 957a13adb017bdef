"""Score voting, also called range voting: whoever gets the most points.

Source: Warren D. Smith, "Range Voting" (2000); counting by the average of those who gave points is the
variant that the Center for Range Voting calls "blanks as no opinion".
"""

from fractions import Fraction

from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.rule import Rule
from rulebook.tally.scores import Scores
from rulebook.tally.terms import Terms
from rulebook.tally.ties import Number, TieBreaker

RULE = Rule(
    name="score",
    version="score_v1",
    words=(
        "Each ballot gives each candidate a number of points. Where “unranked” means last, whoever gets no "
        "points from a ballot gets 0 from it, and the seats go to the highest totals. Where it means no "
        "opinion, a ballot that says nothing about a candidate does not count for or against her, and the "
        "seats go to the highest averages. Ties are decided by the public lot."
    ),
    asks_unranked=True,
)


def count_ballots(scores: Scores, terms: Terms) -> CountSheet:
    """The whole count; the stage shows totals or averages. ValueError for more ballots than voters."""
    terms.check_turnout(scores.cast)
    worth: list[Number] = [*scores.totals()]
    if terms.unranked == "no-opinion":
        worth = [
            Fraction(total, max(1, voices)) for total, voices in zip(worth, scores.voices(), strict=True)
        ]
    ties = TieBreaker(scores, terms)
    ties.end_stage(worth)
    elected = ties.fill_seats(scores.standing, scores.seats)
    return CountSheet.of(
        scores,
        terms,
        RULE,
        counted=scores.counted,
        elected=elected,
        stages=[Stage(votes=tuple(map(Fraction, worth)), elected=elected)],
        ties=ties.ties,
    )

"""Plurality: whoever is ranked first most often. With several seats, those ranked first most often.

Source: first past the post; for several seats the single non-transferable vote.
"""

from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.piles import Piles
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="plurality",
    version="plurality_v1",
    words=(
        "Each ballot is one vote for the candidate it ranks first; its other choices are not read. The "
        "seats go to the candidates with the most votes. Ties are decided by the public lot. What "
        "“unranked” means makes no difference here."
    ),
)


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(profile.cast)
    papers = profile.papers()
    votes = Piles(papers, candidates=len(profile.candidates)).votes
    ties = TieBreaker(profile, terms)
    ties.end_stage(votes)
    elected = ties.fill_seats(profile.standing, profile.seats)
    return CountSheet.of(
        profile,
        terms,
        RULE,
        counted=sum(papers.values()),
        elected=elected,
        stages=[Stage(votes=tuple(map(Fraction, votes)), elected=elected)],
        ties=ties.ties,
    )

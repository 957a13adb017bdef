"""Approval voting: whoever most voters approve of. With several seats, those whom most approve of.

Source: Steven J. Brams and Peter C. Fishburn, "Approval Voting", American Political Science Review 72
(1978); for several seats it is also called block approval voting.
"""

from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="approval",
    version="approval_v1",
    words=(
        "A ballot approves of everybody whom it names, as many as it likes, and each approval is one vote; "
        "the order of names is not read. The seats go to the candidates with the most approvals. Ties are "
        "decided by the public lot. Whoever is not named is not approved, whatever “unranked” means."
    ),
)


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(profile.cast)
    approvals = profile.approvals()
    votes = [0] * len(profile.candidates)
    for approved, weight in approvals.items():
        for candidate in approved:
            votes[candidate] += weight
    ties = TieBreaker(profile, terms)
    ties.end_stage(votes)
    elected = ties.fill_seats(profile.standing, profile.seats)
    return CountSheet.of(
        profile,
        terms,
        RULE,
        counted=sum(approvals.values()),
        elected=elected,
        stages=[Stage(votes=tuple(map(Fraction, votes)), elected=elected)],
        ties=ties.ties,
    )

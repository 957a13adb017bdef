"""Instant-runoff voting, also called the alternative vote: one seat, won by more than half.

Source: the Alternative Vote rule 45A in section 9 of the United Kingdom's Parliamentary Voting System
and Constituencies Act 2011 (enacted, never used), with ties broken as in `ties`.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.piles import Piles
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="irv",
    version="irv_v1",
    words=(
        "One seat. Each ballot counts for the candidate it ranks first. While nobody has more than half "
        "of the ballots that still count, the candidate with the fewest is excluded, and each of those "
        "ballots moves to its next choice among the candidates who remain, or stops counting when it "
        "names none of them. Ties are decided by the most recent earlier stage that differs, else by the "
        "public lot. A ballot moves only to candidates that it ranks, whatever “unranked” means."
    ),
    one_seat=True,
)


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count. Raises ValueError for more than one seat, or more ballots than people on the roll."""
    if profile.seats != 1:
        raise ValueError(f"instant-runoff voting fills one seat, and this election has {profile.seats}")
    terms.check_turnout(profile.cast)
    profile.check_stages()
    papers = profile.papers()
    piles = Piles(papers, candidates=len(profile.candidates))
    ties = TieBreaker(profile, terms)
    continuing = set(profile.standing)
    stages = [_end_stage(piles, ties, continuing)]
    while continuing and not stages[-1].elected:
        loser = ties.lowest(continuing, decides="exclusion")
        continuing.remove(loser)
        piles.transfer_all(loser, to=continuing)
        stages.append(_end_stage(piles, ties, continuing, excluded=(loser,)))
    return CountSheet.of(
        profile,
        terms,
        RULE,
        counted=sum(papers.values()),
        elected=stages[-1].elected,
        stages=stages,
        ties=ties.ties,
    )


def _end_stage(
    piles: Piles, ties: TieBreaker, continuing: Collection[int], *, excluded: tuple[int, ...] = ()
) -> Stage:
    votes = tuple(piles.votes)
    ties.end_stage(votes)
    return Stage(
        votes=tuple(map(Fraction, votes)),
        elected=_winner(votes, continuing),
        excluded=excluded,
        non_transferable=Fraction(piles.non_transferable),
    )


def _winner(votes: Sequence[int], continuing: Collection[int]) -> tuple[int, ...]:
    """Whoever has more than half of the ballots that still count, or is alone."""
    return tuple(
        candidate for candidate in continuing if 2 * votes[candidate] > sum(votes) or len(continuing) == 1
    )

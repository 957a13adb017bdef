"""The single transferable vote by Warren's method: everybody pays the same price for an elected candidate.

Source: C. H. E. Warren, "Counting in STV elections", Voting matters 1 (1994); I. D. Hill and C. H. E. Warren,
"Meek versus Warren", Voting matters 20 (2005). The rounds, the nine decimals and the quota are those of
Meek's method as we count it, so that the two differ in nothing but the price.
"""

from fractions import Fraction
from math import ceil

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.keeping import UNIT, Arrivals, KeepingCount, Measure
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import Number

RULE = Rule(
    name="warren-stv",
    version="warren_stv_v1",
    words=(
        "Each ballot is one vote for the candidate it ranks first. Whoever is elected has a price: every "
        "ballot that reaches her pays it, or all that is left of it if that is less, and the price is just "
        "so high that she has the quota; the rest goes on to the ballot's next choice, be it elected too. "
        "The quota is the votes still in use divided by one more than the seats, with nine decimals, and "
        "falls as ballots are used up. When nothing above the quota is left, the candidate with the fewest "
        "votes is excluded, and all ballots are shared out as if she had never stood. When as many "
        "candidates remain as seats, they are elected. Candidates on one rank share the ballot equally. "
        "Ties are decided by the most recent earlier stage that differs, else by the public lot. A ballot "
        "moves only to candidates that it ranks, whatever “unranked” means."
    ),
)


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count. ValueError for more ballots than voters, or more candidates than stages hold."""
    terms.check_turnout(profile.cast)
    profile.check_stages()
    return KeepingCount(profile, terms, RULE, Measure(min, _price, stops_when_surplus_stays=False)).run()


def _price(_factor: int, quota: int, _votes: Number, arrivals: Arrivals) -> int:
    """The price at which those who can pay it, and those who give all they have, pay the quota together.

    Rounded up to nine decimals; one whole vote when all that arrives is less than the quota.
    """
    paying = sum(ballots for _, ballots in arrivals)
    paid: Number = 0
    for left, ballots in sorted(arrivals):
        if paid + left * paying >= quota:
            return ceil(Fraction(quota - paid) / paying)
        paid += left * ballots
        paying -= ballots
    return UNIT

"""The single transferable vote by Meek's method: ballots also go on through those who are elected already.

Source: the Proportional Representation Foundation's "Reference Meek Rule", after Hill, Wichmann and Woodall,
"Algorithm 123: Single Transferable Vote by Meek's method", The Computer Journal 30 (1987).
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
    name="meek-stv",
    version="meek_stv_v1",
    words=(
        "Each ballot is one vote for the candidate it ranks first. Whoever is elected keeps the same "
        "proportion of every ballot that reaches her, just so much that she has the quota; the rest goes on "
        "to the ballot's next choice, be it elected too. The quota is the votes still in use divided by one "
        "more than the seats, with nine decimals, and falls as ballots are used up. When nothing above the "
        "quota is left, the candidate with the fewest votes is excluded, and all ballots are shared out as "
        "if she had never stood. When as many candidates remain as seats, they are elected. Candidates on "
        "one rank share the ballot equally. Ties are decided by the most recent earlier stage that "
        "differs, else by the public lot. A ballot moves only to candidates that it ranks, whatever "
        "“unranked” means."
    ),
)


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count. ValueError for more ballots than voters, or more candidates than stages hold."""
    terms.check_turnout(profile.cast)
    profile.check_stages()
    return KeepingCount(profile, terms, RULE, Measure(_keeps, _lowered, stops_when_surplus_stays=True)).run()


def _keeps(reaching: int, factor: int) -> int:
    """Step B.2.a: a proportion of what reaches her, rounded up."""
    return -(-reaching * factor // UNIT)


def _lowered(factor: int, quota: int, votes: Number, _arrivals: Arrivals) -> int:
    """Step B.2.f: multiplied by the quota and divided by the votes, rounded up each time."""
    return ceil(Fraction(-(-factor * quota // UNIT) * UNIT) / votes)

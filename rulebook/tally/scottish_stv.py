"""The single transferable vote as Scotland's councils are elected by it.

Source: Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 46 to 53: the
weighted inclusive Gregory method in votes of five decimals, the rest of each division ignored. In one
point this follows the sheets of the electronic count beyond the letter of rule 53(2): when an exclusion
leaves as many candidates as vacancies, the excluded candidate's papers are still transferred and shown.
SSI 2021/437, article 2(4), allows it; nobody's election depends on it.
"""

from collections.abc import Collection
from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.piles import Piles
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="scottish-stv",
    version="scottish_stv_v1",
    words=(
        "Each ballot is one vote for the candidate it ranks first. The quota is the number of valid "
        "ballots divided by one more than the seats, rounded down, plus one. Whoever reaches the quota is"
        " elected. The votes above the quota move on: every ballot that the candidate holds goes to its "
        "next choice, at the value it had times these votes divided by all of hers, cut after five decimals "
        "(the weighted inclusive Gregory method). The largest surplus goes first. When no surplus is left, "
        "the candidate with the fewest votes is excluded and those ballots move on at the value they have. "
        "When as many candidates remain as seats, they are elected. Ties are decided by the most recent "
        "earlier stage that differs, else by the public lot. A ballot moves only to candidates that it "
        "ranks, whatever “unranked” means."
    ),
)

#: Rule 49(3): "to five decimal places (any remainder being ignored)".
UNIT = 10**5


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(profile.cast)
    profile.check_stages()
    return _Count(profile, terms).run()


def droop_quota(valid: int, seats: int) -> int:
    """Rule 47.

    >>> droop_quota(3365, 3)
    842
    """
    return valid // (seats + 1) + 1


class _Count:
    def __init__(self, profile: Profile, terms: Terms) -> None:
        papers = profile.papers()
        self.profile = profile
        self.terms = terms
        self.valid = sum(papers.values())
        self.quota = droop_quota(self.valid, profile.seats)
        self.piles = Piles(papers, candidates=len(profile.candidates), unit=UNIT)
        self.ties = TieBreaker(profile, terms)
        self.continuing = set(profile.standing)
        self.elected: list[int] = []
        self.stages: list[Stage] = []

    def run(self) -> CountSheet:
        self._end_stage()
        while self.continuing and self.vacancies:
            votes = self.piles.votes
            if above := [candidate for candidate in self.elected if votes[candidate] > self.quota * UNIT]:
                self._transfer_surplus(self.ties.highest(above, decides="surplus"))
            else:
                self._exclude(self.ties.lowest(self.continuing, decides="exclusion"))
        return self._sheet()

    @property
    def vacancies(self) -> int:
        return self.profile.seats - len(self.elected)

    def _transfer_surplus(self, candidate: int) -> None:
        """Rules 49 and 50: one surplus, the largest, makes one stage."""
        surplus = self.piles.votes[candidate] - self.quota * UNIT
        self.piles.transfer_surplus(candidate, surplus, to=self.continuing)
        self._end_stage(surplus_of=candidate)

    def _exclude(self, candidate: int) -> None:
        """Rules 51 and 52: one exclusion makes one stage."""
        self.continuing.remove(candidate)
        self.piles.transfer_all(candidate, to=self.continuing)
        self._end_stage(excluded=(candidate,))

    def _end_stage(self, *, surplus_of: int | None = None, excluded: tuple[int, ...] = ()) -> None:
        """Rules 48 and 53: whoever has the quota is elected, and all who remain if the seats suffice."""
        votes = tuple(self.piles.votes)
        self.ties.end_stage(votes)
        reached = [candidate for candidate in self.continuing if votes[candidate] >= self.quota * UNIT]
        elected = self._elect(reached)
        if len(self.continuing) <= self.vacancies:
            elected += self._elect(self.continuing)
        self.stages.append(
            Stage(
                votes=tuple(Fraction(number, UNIT) for number in votes),
                elected=elected,
                excluded=excluded,
                surplus_of=surplus_of,
                non_transferable=Fraction(self.piles.non_transferable, UNIT),
            )
        )

    def _elect(self, candidates: Collection[int]) -> tuple[int, ...]:
        in_order = self.ties.from_highest(candidates)
        self.elected.extend(in_order)
        self.continuing.difference_update(in_order)
        return in_order

    def _sheet(self) -> CountSheet:
        return CountSheet.of(
            self.profile,
            self.terms,
            RULE,
            quota=self.quota,
            counted=self.valid,
            elected=self.elected,
            stages=self.stages,
            ties=self.ties.ties,
        )

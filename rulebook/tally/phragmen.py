"""Phragmén's sequential rule: a committee from approvals, in which every large enough group has its share.

Source: Edvard Phragmén, "Sur une méthode nouvelle pour réaliser, dans les élections, la représentation
proportionnelle des partis" (1894); Svante Janson, "Phragmén's and Thiele's election methods" (2016),
section 3; Brill, Freeman, Janson and Lackner, "Phragmén's voting methods and justified representation",
Mathematical Programming 203 (2024).
"""

from fractions import Fraction

from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet, Stage
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms
from rulebook.tally.ties import TieBreaker

RULE = Rule(
    name="phragmen",
    version="phragmen_v1",
    words=(
        "A ballot approves of everybody whom it names. Each seat is a load of 1, which those who approve of "
        "the elected candidate carry together, so that all of them then carry the same in all. Each seat "
        "goes to the candidate whose supporters would then carry the least. The stages show each "
        "candidate's approvals divided by one more than the load that her supporters carry already: "
        "whoever has the most is elected. Ties are decided by the most recent earlier stage that differs, "
        "else by the public lot. Whoever is not named is not approved, whatever “unranked” means."
    ),
)


def count_ballots(profile: Profile, terms: Terms) -> CountSheet:
    """The whole count; one stage a seat. Raises ValueError for more ballots than voters."""
    terms.check_turnout(profile.cast)
    approvals = list(profile.approvals().items())
    loads = _Loads(approvals, len(profile.candidates))
    ties = TieBreaker(profile, terms)
    waiting = set(profile.standing)
    stages: list[Stage] = []
    while waiting and len(stages) < profile.seats:
        votes = tuple(loads.support(candidate) for candidate in range(len(profile.candidates)))
        ties.end_stage(votes)
        chosen = ties.highest(waiting, decides="seat")
        waiting.remove(chosen)
        loads.elect(chosen)
        stages.append(Stage(votes=votes, elected=(chosen,)))
    return CountSheet.of(
        profile,
        terms,
        RULE,
        counted=sum(weight for _, weight in approvals),
        elected=[candidate for stage in stages for candidate in stage.elected],
        stages=stages or [Stage(votes=(Fraction(0),) * len(profile.candidates))],
        ties=ties.ties,
    )


class _Loads:
    """What each group of equal ballots carries, and what the supporters of each candidate carry together."""

    def __init__(self, approvals: list[tuple[tuple[int, ...], int]], candidates: int) -> None:
        self._approvals = approvals
        self._supporters: list[list[int]] = [[] for _ in range(candidates)]  # groups, by candidate
        self._votes = [0] * candidates
        self._carried = [Fraction(0)] * candidates  # by all supporters of a candidate together
        self._load = [Fraction(0)] * len(approvals)  # of each ballot in a group
        self._elected: set[int] = set()
        for group, (approved, weight) in enumerate(approvals):
            for candidate in approved:
                self._supporters[candidate].append(group)
                self._votes[candidate] += weight

    def support(self, candidate: int) -> Fraction:
        """Approvals / (1 + what they carry), one over the load that each would then carry; 0 once elected."""
        if candidate in self._elected:
            return Fraction(0)
        return self._votes[candidate] / (1 + self._carried[candidate])

    def elect(self, candidate: int) -> None:
        self._elected.add(candidate)
        if not self._votes[candidate]:
            return
        load = (1 + self._carried[candidate]) / self._votes[candidate]
        more: dict[int, Fraction] = {}
        for group in self._supporters[candidate]:
            approved, weight = self._approvals[group]
            grown = (load - self._load[group]) * weight
            self._load[group] = load
            for other in approved:
                more[other] = more.get(other, Fraction(0)) + grown
        for other, grown in more.items():
            self._carried[other] += grown

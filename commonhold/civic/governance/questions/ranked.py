"""Ballots that rank options, or name those that one approves of: elections, and choices among many.

Option 0 is always how things are: a seat stays open, or nothing changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions.question import (
    Frame,
    Question,
    Result,
    indexes,
    longest_list,
    spell,
)
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from rulebook.tally import (
    approval,
    flows,
    irv,
    majority,
    meek,
    plurality,
    ranked_pairs,
    schulze,
    score,
    scottish_stv,
)
from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.count_sheet import MajoritySheet
from rulebook.tally.flows import Flow
from rulebook.tally.methods import VERSIONS
from rulebook.tally.pairs import Pairs
from rulebook.tally.terms import Unranked

#: By which an election can be counted, the usual one first. IRV and Schulze fill one seat.
ELECTING = (scottish_stv.RULE, meek.RULE, irv.RULE, approval.RULE, plurality.RULE, score.RULE)
#: By which one of many is chosen.
CHOOSING = (schulze.RULE, ranked_pairs.RULE, irv.RULE, approval.RULE, plurality.RULE, score.RULE)
#: By which several are put in order.
ORDERING = (schulze.RULE, ranked_pairs.RULE)


@dataclass(frozen=True)
class Ranked(Question):
    """What both share: the ballot. `[[2],[0,1]]` puts option 2 first, then 0 and 1 alike."""

    seats: int = 1

    @property
    def approves(self) -> bool:
        """Does a ballot name options without an order?"""
        return self.method in (approval.RULE.version, plurality.RULE.version)

    @property
    def names_one(self) -> bool:
        """Does it name one at most?"""
        return self.method == plurality.RULE.version

    def spelled(self, said: Json) -> str:
        if self.approves:
            named = sorted(indexes(said, len(self.options)))
            if self.names_one and len(named) > 1:
                raise Refusal(_("This ballot names one option at most. Nothing was cast."), field="choice")
            return spell(named)
        if not isinstance(said, list | tuple) or not all(isinstance(rank, list | tuple) for rank in said):
            raise Refusal(_("This ballot can't be read. Nothing was cast; please fill it in again."))
        ranks = [sorted(indexes(rank, len(self.options))) for rank in said if rank]
        indexes([number for rank in ranks for number in rank], len(self.options))
        return spell(ranks)

    @property
    def width(self) -> int:
        return longest_list(len(self.options), brackets=0 if self.approves else 2)

    def ballots(self, cast: Mapping[str, int]) -> Profile:
        grouped: dict[Ranking, int] = {}
        for text, n in cast.items():
            ranking = self._ranking(json.loads(text))
            grouped[ranking] = grouped.get(ranking, 0) + n
        names = tuple(each.title for each in self.options)
        return Profile(names, self.seats, grouped, self.withdrawn, lots=self.lots)

    def flow(self, cast: Mapping[str, int], frame: Frame) -> Flow | None:
        return flows.of_election(VERSIONS[self.method].count(self.ballots(cast), frame.terms(self.unranked)))

    def _ranking(self, said: Any) -> Ranking:
        if self.approves:
            return (tuple(said),) if said else ()
        return tuple(tuple(rank) for rank in said)

    def _missed(self, cast: Mapping[str, int], frame: Frame) -> bool:
        return sum(cast.values()) < frame.quorum * frame.roll


@dataclass(frozen=True)
class Election(Ranked):
    """Seats go to the candidates who are elected before option 0, “leave the seat open”."""

    kind: ClassVar[Kind] = Kind.ELECTION
    method: str = scottish_stv.RULE.version

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        terms = frame.terms(self.unranked)
        sheet = VERSIONS[self.method].count(self.ballots(cast), terms)
        plain = sheet.plain()
        if self._missed(cast, frame):
            return Result("no-quorum", plain)
        taken = _before_nothing(sheet.elected)
        # A ballot box without a single ballot elects nobody, whatever a lot would say.
        if not taken or not sheet.counted:
            return Result("defeated", plain)
        return Result("carried", plain, taken, self.chosen(taken))


@dataclass(frozen=True)
class Choice(Ranked):
    """The winner must also be preferred to how things are, by the share that its decisions need."""

    kind: ClassVar[Kind] = Kind.CHOICE
    method: str = schulze.RULE.version
    unranked: Unranked = "last"

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        terms, profile = frame.terms(self.unranked), self.ballots(cast)
        sheet = VERSIONS[self.method].count(profile, terms)
        winner = sheet.elected[0] if sheet.elected else 0
        against_now = self._against_how_things_are(profile, winner, frame)
        plain = {**sheet.plain(), "against_how_things_are": against_now.plain()}
        if not winner or not against_now.carried:
            return Result("no-quorum" if against_now.outcome == "no-quorum" else "defeated", plain)
        return Result("carried", plain, (winner,), self.chosen((winner,)))

    def _against_how_things_are(self, profile: Profile, winner: int, frame: Frame) -> MajoritySheet:
        if self.approves:
            for_winner, for_now = (
                _named_without(profile, one, other) for one, other in ((winner, 0), (0, winner))
            )
        else:
            support = Pairs(profile, frame.terms(self.unranked)).support
            for_winner, for_now = support[winner][0], support[0][winner]
        return majority.count(
            yes=for_winner,
            no=for_now,
            abstain=profile.cast - for_winner - for_now,
            roll=frame.roll,
            threshold=frame.threshold,
            quorum=frame.quorum,
        )


@dataclass(frozen=True)
class Order(Ranked):
    """All options in the order of the count, up to option 0, “nothing more”. Every place is a seat."""

    kind: ClassVar[Kind] = Kind.ORDER
    method: str = schulze.RULE.version
    unranked: Unranked = "last"

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        sheet = VERSIONS[self.method].count(self.ballots(cast), frame.terms(self.unranked))
        plain, placed = sheet.plain(), _before_nothing(sheet.elected)
        if self._missed(cast, frame):
            return Result("no-quorum", plain)
        if not placed or not sheet.counted:
            return Result("defeated", plain)
        return Result("carried", plain, placed, self.chosen(placed))


def _before_nothing(elected: Sequence[int]) -> tuple[int, ...]:
    return tuple(elected[: elected.index(0)] if 0 in elected else elected)


def _named_without(profile: Profile, one: int, other: int) -> int:
    """How many approve of the one and not of the other."""
    named = profile.approvals().items()
    return sum(n for approved, n in named if one in approved and other not in approved)

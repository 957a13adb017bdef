"""Yes, no or abstain: motions, advisory questions, recalls, and ratifying an emergency measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions.question import Frame, Question, Result
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from rulebook.tally import majority
from rulebook.tally.ballots import Profile, Ranking

CHOICES = ("yes", "no", "abstain")


@dataclass(frozen=True)
class YesNo(Question):
    """A majority of yes among yes and no. `proposed` is carried out if it is carried."""

    kind: ClassVar[Kind] = Kind.MOTION
    method: str = majority.RULE.version
    proposed: Sequence[Decision] = ()

    def spelled(self, said: Json) -> str:
        if said not in CHOICES:
            raise Refusal(_("Choose yes, no or abstain."), field="choice")
        return str(said)

    @property
    def width(self) -> int:
        return max(map(len, CHOICES))

    def ballots(self, cast: Mapping[str, int]) -> Profile:
        rankings: dict[Ranking, int] = {((CHOICES.index(said),),): n for said, n in cast.items() if n}
        return Profile(tuple(each.title() for each in CHOICES), 1, rankings)

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        sheet = majority.count(
            yes=cast.get("yes", 0),
            no=cast.get("no", 0),
            abstain=cast.get("abstain", 0),
            roll=frame.roll,
            threshold=frame.threshold,
            quorum=frame.quorum,
        )
        return Result(sheet.outcome, sheet.plain(), decisions=list(self.proposed) if sheet.carried else ())

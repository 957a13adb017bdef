"""Yes, no or abstain: motions, advisory questions, recalls, and ratifying an emergency measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from commonhold.civic.governance.by_class import FrozenClasses
from commonhold.civic.governance.questions.question import Frame, Question, Result
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from rulebook.tally import by_class, majority
from rulebook.tally.ballot_json import Ballots
from rulebook.tally.ballots import Profile, Ranking
from rulebook.tally.by_class import ClassBallots, VotingClass
from rulebook.tally.methods import VERSIONS

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

    def ballots(self, cast: Mapping[str, int]) -> Ballots:
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


@dataclass(frozen=True)
class ByClass(YesNo):
    """The same, counted by classes of members. A published ballot says its class: `users yes`."""

    classes: FrozenClasses | None = None
    is_open: bool = False  # a roll-call, which keeps nothing back
    bases: Mapping[str, int] = field(default_factory=dict)  # once counted: whom the quorum was reckoned from

    @property
    def known(self) -> FrozenClasses:
        assert self.classes is not None
        return self.classes

    def published(self, choice: str, class_key: str) -> str:
        return f"{class_key} {choice}"

    def ballots(self, cast: Mapping[str, int]) -> ClassBallots:
        return self._ballots(cast, self.bases or {each.key: each.roll for each in self.known.classes})

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        sheet = VERSIONS[self.method].count(self._ballots(cast, frame.bases), frame.terms("no-opinion"))
        plain = sheet.plain() if self.is_open or sheet.may_be_published else sheet.kept_back()
        return Result(sheet.outcome, plain, decisions=list(self.proposed) if sheet.elected else ())

    def _ballots(self, cast: Mapping[str, int], bases: Mapping[str, int]) -> ClassBallots:
        classes = self.known
        return ClassBallots(
            tuple(
                VotingClass(each.key, each.roll, bases.get(each.key, 0), bool(each.apart), each.weight)
                for each in classes.classes
            ),
            {_in_two(text): n for text, n in cast.items() if n},
            classes.floor,
            classes.cap,
        )


def by_class_method(classes: FrozenClasses) -> str:
    """The version of the rule by which these classes are counted."""
    return (by_class.WEIGHED if classes.is_weighed else by_class.EACH).version


def _in_two(text: str) -> tuple[str, str]:
    key, _space, answer = text.rpartition(" ")
    return key, answer

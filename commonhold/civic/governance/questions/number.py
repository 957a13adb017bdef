"""How much? Everybody names a number within bounds, and the middle one holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions.question import Frame, Outcome, Question, Result
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from rulebook.tally import median
from rulebook.tally.median import Numbers

ABSTAIN = "abstain"
_PLAIN: dict[str, Outcome] = {"decided": "carried", "unchanged": "defeated", "no-quorum": "no-quorum"}


@dataclass(frozen=True)
class Number(Question):
    """A whole number from `lowest` to `highest`; `sets` turns the middle one into a decision."""

    kind: ClassVar[Kind] = Kind.PARAMETER
    method: str = median.RULE.version
    lowest: int = 0
    highest: int = 0
    present: int = 0
    sets: Callable[[int], Decision] | None = None

    def spelled(self, said: Json) -> str:
        if said == ABSTAIN:
            return ABSTAIN
        if type(said) is not int or not self.lowest <= said <= self.highest:
            raise Refusal(
                _("Name a whole number from {low} to {high}, or abstain."),
                low=self.lowest,
                high=self.highest,
                field="choice",
            )
        return str(said)

    @property
    def width(self) -> int:
        return max(len(ABSTAIN), len(str(self.lowest)), len(str(self.highest)))

    def ballots(self, cast: Mapping[str, int]) -> Numbers:
        named = {int(text): n for text, n in cast.items() if text != ABSTAIN}
        return Numbers(self.lowest, self.highest, self.present, named, cast.get(ABSTAIN, 0))

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        sheet = median.count_ballots(self.ballots(cast), frame.terms("no-opinion"))
        outcome = _PLAIN[sheet.outcome]
        if outcome == "carried" and sheet.value == self.present:
            outcome = "defeated"
        decisions = [self.sets(sheet.value)] if outcome == "carried" and self.sets else ()
        return Result(outcome, sheet.plain(), decisions=decisions)

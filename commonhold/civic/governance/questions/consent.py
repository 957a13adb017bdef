"""Consent: carried unless somebody objects with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext as _

from commonhold.civic.governance.questions.question import Frame, Outcome, Question, Result, spell
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from rulebook.tally import consent
from rulebook.tally.consent import Answers

LONGEST_OBJECTION = 300
_WORDS = ("consent", "aside", "object")
_PLAIN: dict[str, Outcome] = {
    "carried": "carried",
    "overridden": "carried",
    "objected": "defeated",
    "no-quorum": "no-quorum",
}


@dataclass(frozen=True)
class Consent(Question):
    """`["consent"]`, `["aside"]` or `["object", reason]`; the reason is published without a name."""

    kind: ClassVar[Kind] = Kind.CONSENT
    method: str = consent.RULE.version
    proposed: Sequence[Decision] = ()
    override: Fraction | None = None  # the share of consent that carries over objections; None: nothing does

    def spelled(self, said: Json) -> str:
        words = [said] if isinstance(said, str) else said
        if not isinstance(words, list | tuple) or not words or words[0] not in _WORDS:
            raise Refusal(_("Choose to consent, to stand aside, or to object."), field="choice")
        if words[0] != "object":
            return spell([words[0]])
        reason = str(words[1]).strip() if len(words) > 1 else ""
        if not 3 <= len(reason) <= LONGEST_OBJECTION:
            raise Refusal(
                _("An objection needs a reason of 3 to {n} characters, so that the others can answer it."),
                n=LONGEST_OBJECTION,
                field="objection",
            )
        return spell(["object", reason])

    @property
    def width(self) -> int:
        # A character takes six bytes at most: as an escape, or four in UTF-8.
        return len(spell(["object", ""])) + 6 * LONGEST_OBJECTION

    def ballots(self, cast: Mapping[str, int]) -> Answers:
        objections = [text for text, n in sorted(cast.items()) for _each in range(n) if objection_in(text)]
        return Answers(
            consent=cast.get(spell(["consent"]), 0),
            objections=tuple(objection_in(each) for each in objections),
            aside=cast.get(spell(["aside"]), 0),
        )

    def count(self, cast: Mapping[str, int], frame: Frame) -> Result:
        terms = frame.terms("no-opinion", override=self.override)
        sheet = consent.count_ballots(self.ballots(cast), terms)
        decisions = list(self.proposed) if sheet.elected else ()
        return Result(_PLAIN[sheet.outcome], sheet.plain(), decisions=decisions)


def objection_in(text: str) -> str:
    """The reason on a published ballot; empty on one that doesn't object."""
    said = json.loads(text)
    return str(said[1]) if said[0] == "object" else ""

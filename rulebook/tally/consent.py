"""Consent: a proposal goes through unless somebody objects with a reason.

Source: Gerard Endenburg, "Sociocracy: The organization of decision-making" (1998); Sharon Villines and John
Buck, "We the People: Consenting to a Deeper Democracy" (2007), on reasoned objections and on agreed ways to
go on when one cannot be resolved.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from rulebook.tally.count_sheet import PlainData, exact
from rulebook.tally.rule import Rule
from rulebook.tally.terms import Terms, Unranked

#: “objected”: back to those who proposed it, to integrate the objections. “overridden”: carried all the same.
ConsentOutcome: TypeAlias = Literal["carried", "overridden", "objected", "no-quorum"]

RULE = Rule(
    name="consent",
    version="consent_v1",
    words=(
        "The proposal is carried when somebody consents and nobody objects with a reason. An objection "
        "without a reason stands aside: it counts to the quorum and to nothing else. Where somebody objects "
        "with a reason, the proposal goes back to integrate the objections, unless those who consent are at "
        "least the override share of all who consent or object; where no such share is set, nothing "
        "overrides an objection. Below the quorum nothing is decided. What “unranked” means makes no "
        "difference here."
    ),
)


@dataclass(frozen=True)
class Answers:
    """What everybody said. Raises ValueError for fewer answers than none."""

    consent: int
    objections: tuple[str, ...] = ()  # the reason of each; an empty one is none
    aside: int = 0
    title: str = ""

    def __post_init__(self) -> None:
        if min(self.consent, self.aside) < 0:
            raise ValueError("nobody can cast fewer than no ballots")

    @property
    def cast(self) -> int:
        return self.consent + self.aside + len(self.objections)


@dataclass(frozen=True)
class ConsentSheet:
    """Whether the proposal is carried. Reasons stay with the proposal; the sheet only counts them."""

    method: str
    version: str
    rule: str
    title: str
    consent: int
    objections: int  # with a reason
    without_reason: int
    aside: int
    roll: int | None
    quorum: Fraction
    override: Fraction | None
    outcome: ConsentOutcome
    unranked: Unranked

    @property
    def cast(self) -> int:
        return self.consent + self.objections + self.without_reason + self.aside

    @property
    def elected(self) -> bool:
        """True where the proposal is carried."""
        return self.outcome in {"carried", "overridden"}

    def plain(self) -> dict[str, PlainData]:
        """The sheet as JSON data; shares as exact text."""
        return {
            "method": self.method,
            "version": self.version,
            "rule": self.rule,
            "title": self.title,
            "outcome": self.outcome,
            "consent": self.consent,
            "objections": self.objections,
            "without_reason": self.without_reason,
            "aside": self.aside,
            "cast": self.cast,
            "roll": self.roll,
            "quorum": exact(self.quorum),
            "override": None if self.override is None else exact(self.override),
            "unranked": self.unranked,
        }


def count_ballots(answers: Answers, terms: Terms) -> ConsentSheet:
    """The whole count. Raises ValueError when more ballots were cast than people are on the roll."""
    terms.check_turnout(answers.cast)
    reasoned = sum(bool(reason.strip()) for reason in answers.objections)
    return ConsentSheet(
        method=RULE.name,
        version=RULE.version,
        rule=RULE.words,
        title=answers.title,
        consent=answers.consent,
        objections=reasoned,
        without_reason=len(answers.objections) - reasoned,
        aside=answers.aside,
        roll=terms.roll,
        quorum=terms.quorum,
        override=terms.override,
        outcome=_outcome(answers, reasoned, terms),
        unranked=terms.unranked,
    )


def _outcome(answers: Answers, reasoned: int, terms: Terms) -> ConsentOutcome:
    if terms.roll is not None and answers.cast < terms.quorum * terms.roll:
        return "no-quorum"
    if not answers.consent:
        return "objected"
    if not reasoned:
        return "carried"
    if terms.override is not None and answers.consent >= terms.override * (answers.consent + reasoned):
        return "overridden"
    return "objected"

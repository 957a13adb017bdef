"""What a vote can carry out: a typed, versioned act that stays readable for ever."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from commonhold.ground.charter.deciding import Rule, must_be_asked
from commonhold.ground.charter.section import Words
from commonhold.ground.charter.snapshot import Charter, strictest
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Difference:
    """What would change, for people: before and after stand beside each other."""

    what: Words  # in words, e.g. "Monthly dues"
    before: str
    after: str
    key: str = ""  # the charter parameter, when it is one


@dataclass(frozen=True)
class Enactment:
    """The right to carry decisions out, and where it comes from. It satisfies `charter.Authority`."""

    id: int
    at: datetime
    reference: str  # "proposal:ID", "founding", "mandate:ID"
    rule: Rule  # what the vote had to reach
    mandate: str = ""  # the mandate under which one person acts alone; empty for a vote


@dataclass(frozen=True)
class Field:
    """What a form calls a field, the hint beside it, and where it takes few values, what each is called."""

    label: Words
    hint: Words = ""
    choices: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision(ABC):
    """Fields are integers, texts or shares; they are only ever appended, with defaults.

    `kind` ends in its version and is never renamed or reused: a passed proposal must decode for ever.
    `changes` names the charter parameter when this is the one decision that may change it. `asks` says what
    a form calls each field; without it, a form makes do with the fields' names. `is_once`: a proposal carries
    it out once at most, since what it leaves bears the proposal's name.
    """

    kind: ClassVar[str]
    title: ClassVar[Words]
    changes: ClassVar[str | None] = None
    asks: ClassVar[Mapping[str, Field]] = {}
    is_once: ClassVar[bool] = False

    @abstractmethod
    def words(self) -> str:
        """One sentence: what we decide."""

    @abstractmethod
    def rule_name(self, charter: Charter) -> str:
        """The rule that a vote on this needs unless the charter names another: "ordinary" or "special"."""

    @abstractmethod
    def check(self, charter: Charter, rule: Rule) -> None:
        """Raise Refusal when a vote under `rule` could not carry this out on `charter`.

        That the rule is strong enough is seen to for all of them: `must_be_reached`.
        """

    @abstractmethod
    def preview(self, charter: Charter) -> Difference:
        """What would change on `charter`."""

    @abstractmethod
    def enact(self, enactment: Enactment) -> None:
        """Carry it out, in the enactment's transaction. Raise Refusal when the world no longer allows it."""

    def rule_names(self, charter: Charter) -> frozenset[str]:
        """All rules that a vote on this must satisfy: those of the parameters that it changes, or its own."""
        keys = self.touches()
        if keys:
            return frozenset().union(*(charter.rules_for(key) for key in keys))
        return frozenset({charter.rule_named(self.kind, unless=self.rule_name(charter))})

    def must_be_reached(self, charter: Charter, rule: Rule) -> None:
        """Refuse when a vote under `rule` is weaker than this needs."""
        needed = strictest(charter, self.rule_names(charter))
        must_be_asked(rule, needed)
        if not rule.is_at_least(needed):
            raise Refusal(
                _(
                    "This needs a vote in which at least {threshold} agree and {quorum} of all members take "
                    "part."
                ),
                threshold=needed.threshold,
                quorum=needed.quorum,
            )

    def inverse(self, charter: Charter) -> Decision | None:
        """What would put things back to how they are on `charter`; None where nothing can."""
        return None

    def touches(self) -> tuple[str, ...]:
        """The charter's parameters that it changes."""
        return () if self.changes is None else (self.changes,)

    def precondition(self, charter: Charter) -> str:
        """What must still hold when it is enacted, as it stands on `charter` at notice.

        Empty where it applies to whatever holds by then. Where two votes pass on the same thing, the later
        one fails cleanly if this has changed.
        """
        return ""


def must_stand_once(decisions: Sequence[Decision]) -> None:
    """Refuse decisions that can't be carried out together, since one that is made once stands there twice."""
    for kind, times in Counter(type(each) for each in decisions if each.is_once).items():
        if times > 1:
            raise Refusal(
                _(
                    "“{title}” stands in this proposal {n} times, and can be carried out once. Nothing is "
                    "lost. Please leave one of them, and propose the other by itself."
                ),
                title=kind.title,
                n=times,
            )

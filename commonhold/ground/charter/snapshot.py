"""The charter as it stood at one version: immutable, complete, typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import TypeVar, cast

from django.utils.translation import gettext as _

from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import RULES, DecidingCharter, Rule, rules_in
from commonhold.ground.charter.section import Bounds, Section, Value
from commonhold.ground.refusal import Refusal

S = TypeVar("S", bound=Section)


@dataclass(frozen=True)
class Clause:
    """One parameter's value, and since when and by whose word it holds."""

    value: Value
    since: datetime | None
    reference: str  # "founding", "upgrade", "proposal:ID" or "mandate:ID"; empty before founding
    version: int


@dataclass(frozen=True)
class Range:
    """What a vote allowed a mandate's holder to set alone."""

    bounds: Bounds
    mandate: str
    reference: str


@dataclass(frozen=True)
class Charter:
    """Read it through `read`: `charter.read(TreasuryCharter).dues_cents`."""

    version: int
    clauses: Mapping[str, Clause]
    ranges: Mapping[str, Range]
    _sections: dict[type[Section], Section] = field(default_factory=dict, compare=False, repr=False)

    def read(self, section: type[S]) -> S:
        """A room's section with this version's values; made when it is first asked for."""
        if section not in self._sections:
            prefix = f"{section.section}."
            values = {each.key.removeprefix(prefix): self.value(each.key) for each in section.parameters()}
            self._sections[section] = section(**values)
        return cast(S, self._sections[section])

    def value(self, key: str) -> Value:
        """One value; the parameter's default where this version knows no other. Raises NotFound."""
        clause = self.clauses.get(key)
        return register.parameter(key).default if clause is None else clause.value

    def bounds(self, key: str) -> Bounds:
        return register.parameter(key).bounds

    def changed(self, key: str, value: Value) -> Charter:
        """This charter as it would be with another value, to see what would follow."""
        clause = self.clauses.get(key) or Clause(value, None, "", self.version)
        return Charter(self.version, {**self.clauses, key: replace(clause, value=value)}, self.ranges)

    def rule(self, name: str) -> Rule:
        """What a vote under the rule of this name must reach. Consent asks as many to take part as usual."""
        deciding = self.read(DecidingCharter)
        shares = "ordinary" if name == "consent" else name
        return Rule(name, getattr(deciding, f"{shares}_threshold"), getattr(deciding, f"{shares}_quorum"))

    def rule_named(self, about: str, *, unless: str) -> str:
        """The rule that the charter names for a decision's kind or a parameter; else `unless`."""
        return rules_in(self.read(DecidingCharter).rules).get(about, unless)

    def rules_for(self, key: str) -> frozenset[str]:
        """All rules that a vote which changes this parameter must satisfy: its own, and one that it guards.

        A vote by consent or by classes is guarded once the charter asks for it anywhere.
        """
        parameter = register.parameter(key)
        names = {self.rule_named(key, unless=parameter.decided_by)}
        guarded = parameter.guards
        if guarded in {"ordinary", "special"} or guarded in self._asked_for():
            names.add(cast(str, guarded))
        return frozenset(names)

    def rule_for(self, key: str) -> Rule:
        """What a vote that changes this parameter must reach."""
        return strictest(self, self.rules_for(key))

    def _asked_for(self) -> Collection[str]:
        return set(rules_in(self.read(DecidingCharter).rules).values())


def strictest(charter: Charter, names: Collection[str]) -> Rule:
    """The rule that satisfies every rule named; the later in `RULES` gives it its name.

    Raises Refusal where no vote can: one is asked by consent, or by classes, not both.
    """
    if {"consent", "classes"} <= set(names):
        raise Refusal(
            _(
                "One part of this needs consent and another a vote by classes, which no vote is at once. "
                "Propose them apart; to go from the one rule to the other, pass by “special”."
            )
        )
    ordered = [charter.rule(name) for name in RULES if name in names]
    return reduce(lambda a, b: Rule(b.name, max(a.threshold, b.threshold), max(a.quorum, b.quorum)), ordered)

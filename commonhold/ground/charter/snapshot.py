"""The charter as it stood at one version: immutable, complete, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import TypeVar, cast

from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import RULES, DecidingCharter, Rule
from commonhold.ground.charter.section import Bounds, Section, Value

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

    def rule(self, name: str) -> Rule:
        """What a vote under the rule of this name must reach."""
        deciding = self.read(DecidingCharter)
        return Rule(name, getattr(deciding, f"{name}_threshold"), getattr(deciding, f"{name}_quorum"))

    def rule_for(self, key: str) -> Rule:
        """What a vote that changes this parameter must reach: its own rule's, and a guarded rule's own."""
        parameter = register.parameter(key)
        names = {parameter.decided_by, parameter.guards or parameter.decided_by}
        return strictest(self, names)


def strictest(charter: Charter, names: set[str]) -> Rule:
    """The rule that satisfies every rule named; the later in `RULES` gives it its name."""
    ordered = [charter.rule(name) for name in RULES if name in names]
    return reduce(lambda a, b: Rule(b.name, max(a.threshold, b.threshold), max(a.quorum, b.quorum)), ordered)

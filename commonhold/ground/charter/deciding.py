"""The rules that decide: how many must agree, how many must take part, and how they are asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter
from commonhold.ground.refusal import Refusal
from rulebook.canonical import canonical

_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)

#: By name, the milder first. A vote that must satisfy several bears the name of the last of them.
RULES = ("ordinary", "special", "consent", "classes")
#: Rules that say how members are asked, and not only how many must agree.
_ASKED_SO = frozenset({"consent", "classes"})
_LONGEST_TABLE = 20_000


def rules_in(table: str) -> Mapping[str, str]:
    """By a decision's kind or a parameter's key: the rule that the charter names for it."""
    return _read(table)


def rules_written(rules: Mapping[str, str]) -> str:
    """The same as the charter stores it."""
    return canonical(dict(rules)).decode()


def is_table_of_rules(table: str) -> bool:
    try:
        rules = _read(table)
    except (ValueError, RecursionError):
        return False
    return rules_written(rules) == table and all(each in RULES for each in rules.values())


@lru_cache(maxsize=16)
def _read(table: str) -> Mapping[str, str]:
    rules = json.loads(table)
    if not isinstance(rules, dict) or not all(isinstance(each, str) for each in rules.values()):
        raise ValueError("a table of rules maps texts to texts")
    return rules


def _said(table: str) -> str:
    return "; ".join(f"{about}: {rule}" for about, rule in sorted(_read(table).items())) or gettext(
        "as each decision says by itself"
    )


@dataclass(frozen=True)
class DecidingCharter(Section):
    """Thresholds are shares of yes among yes and no; quorums are shares of the roll."""

    section = "deciding"
    title = _("How we decide")

    ordinary_threshold: Fraction = parameter(
        _HALF,
        words=_("Yes votes that an ordinary decision needs"),
        unit=Unit.SHARE,
        low=_HALF,
        high=Fraction(9, 10),
        decided_by="special",
        guards="ordinary",
        because=_("Of all yes and no votes: always more than half, and at least this share."),
    )
    ordinary_quorum: Fraction = parameter(
        Fraction(1, 5),
        words=_("Members who must take part in an ordinary decision"),
        unit=Unit.SHARE,
        low=Fraction(1, 100),
        high=Fraction(3, 4),
        decided_by="special",
        guards="ordinary",
        because=_("Of all members on the roll. Abstaining counts as taking part."),
    )
    special_threshold: Fraction = parameter(
        _TWO_THIRDS,
        words=_("Yes votes that a special decision needs"),
        unit=Unit.SHARE,
        low=_HALF,
        high=Fraction(9, 10),
        decided_by="special",
        guards="special",
        because=_("Special decisions change the rules themselves, so more of us must agree."),
    )
    special_quorum: Fraction = parameter(
        Fraction(1, 3),
        words=_("Members who must take part in a special decision"),
        unit=Unit.SHARE,
        low=Fraction(1, 100),
        high=Fraction(3, 4),
        decided_by="special",
        guards="special",
        because=_("Of all members on the roll. Abstaining counts as taking part."),
    )
    classes_threshold: Fraction = parameter(
        _TWO_THIRDS,
        words=_("Yes votes that a decision by classes needs"),
        unit=Unit.SHARE,
        low=_HALF,
        high=Fraction(9, 10),
        decided_by="special",
        guards="classes",
        because=_(
            "In each class apart, or of all votes as they weigh, whichever way our classes are counted."
        ),
    )
    classes_quorum: Fraction = parameter(
        Fraction(1, 3),
        words=_("Members who must take part in a decision by classes"),
        unit=Unit.SHARE,
        low=Fraction(1, 100),
        high=Fraction(3, 4),
        decided_by="special",
        guards="classes",
        because=_("Of all members on the roll, and of each class that is counted apart."),
    )
    rules: str = parameter(
        "{}",
        words=_("Which vote each decision needs"),
        unit=Unit.TABLE,
        low=2,
        high=_LONGEST_TABLE,
        decided_by="special",
        because=_(
            "A line of it is changed by no less than the rule that held before, and the one that shall."
        ),
        valid=is_table_of_rules,
        reads=_said,
    )


@dataclass(frozen=True, order=False)
class Rule:
    """What a vote must reach: both shares, exactly, and the way in which it must be asked."""

    name: str
    threshold: Fraction
    quorum: Fraction

    @property
    def way(self) -> str:
        """ "majority", "consent" or "classes"."""
        return self.name if self.name in _ASKED_SO else "majority"

    def is_at_least(self, other: Rule) -> bool:
        """Is nothing of ours weaker than `other`'s?"""
        asked = other.way in {"majority", self.way} or self.name == UNANIMOUS.name
        return asked and self.threshold >= other.threshold and self.quorum >= other.quorum


UNANIMOUS = Rule("unanimous", Fraction(1), Fraction(1))


def must_be_asked(rule: Rule, needed: Rule) -> None:
    """Refuse a vote that is not asked in the way that `needed` says."""
    if needed.way in {"majority", rule.way} or rule.name == UNANIMOUS.name:
        return
    if needed.way == "consent":
        raise Refusal(gettext("Our charter asks for consent here. Propose it as a vote by consent."))
    raise Refusal(
        gettext("Our charter asks for a vote by classes here, which is a yes or no that is counted by class.")
    )

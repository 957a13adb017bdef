"""The rules that decide: how many must agree, and how many must take part."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


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


@dataclass(frozen=True, order=False)
class Rule:
    """What a vote must reach: both shares, exactly."""

    name: str
    threshold: Fraction
    quorum: Fraction

    def is_at_least(self, other: Rule) -> bool:
        """Is nothing of ours weaker than `other`'s?"""
        return self.threshold >= other.threshold and self.quorum >= other.quorum


RULES = ("ordinary", "special")
UNANIMOUS = Rule("unanimous", Fraction(1), Fraction(1))

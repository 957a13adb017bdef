from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from commonhold.civic.members import classes
from commonhold.civic.members.classes import MemberClass
from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class MembersCharter(Section):
    """How somebody becomes one of us."""

    section = "members"
    title = _("Joining")

    vouches_needed: int = parameter(
        2,
        words=_("Members who must vouch for somebody new"),
        unit=Unit.PEOPLE,
        low=1,
        high=5,
        decided_by="special",
        because=_("Each comes from another branch of our invitation tree, so that no circle admits itself."),
    )
    quarantine_days: int = parameter(
        7,
        words=_("Days between joining and the first ballot"),
        unit=Unit.DAYS,
        high=90,
        decided_by="special",
        because=_("Nobody joins just to tip a vote. Reading, writing and talking need no waiting."),
    )


@dataclass(frozen=True)
class ClassesCharter(Section):
    """Which classes of members there are, and how they count where each has its say."""

    section = "classes"
    title = _("Classes of members")

    table: str = parameter(
        classes.written([classes.ONLY]),
        words=_("Our classes of members"),
        unit=Unit.TABLE,
        low=2,
        high=20_000,
        decided_by="special",
        guards="classes",
        because=_("Each member is in one of them. With a single class there is nothing to tell apart."),
        valid=classes.is_table,
        reads=classes.in_words,
    )
    counting: str = parameter(
        "each",
        words=_("How a vote by classes is counted"),
        unit=Unit.CHOICE,
        choices=("each", "weighed"),
        decided_by="special",
        guards="classes",
        because=_("“each”: every class that counts apart must agree. “weighed”: classes weigh as set below."),
    )
    floor: Fraction = parameter(
        Fraction(0),
        words=_("The least power of a class where classes are weighed"),
        unit=Unit.SHARE,
        high=Fraction(1, 2),
        decided_by="special",
        guards="classes",
        because=_("A share of all votes as they weigh, however few are in the class."),
    )
    cap: Fraction = parameter(
        Fraction(1),
        words=_("The most power of a class where classes are weighed"),
        unit=Unit.SHARE,
        low=Fraction(1, 10),
        high=Fraction(1),
        decided_by="special",
        guards="classes",
        because=_("So that no class decides alone, however many are in it."),
    )

    @property
    def every(self) -> Sequence[MemberClass]:
        """All of them, in the charter's order."""
        return classes.listed(self.table)

    def named(self, key: str) -> MemberClass | None:
        return next((each for each in self.every if each.key == key), None)

    @property
    def first_to_join(self) -> MemberClass:
        """Where newcomers belong who chose none."""
        return next(each for each in self.every if each.joins)

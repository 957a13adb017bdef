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
    vouch_quota: int = parameter(
        0,
        words=_("People for whom one member can vouch in a period"),
        unit=Unit.PEOPLE,
        high=100,
        decided_by="special",
        because=_("A vouch is worth something where nobody gives many. With 0 there is no limit."),
    )
    vouch_quota_days: int = parameter(
        365,
        words=_("Days that make such a period"),
        unit=Unit.DAYS,
        low=1,
        high=1000,
        decided_by="special",
        because=_("Vouches that lapsed or were taken back are not counted."),
    )
    vouch_days: int = parameter(
        0,
        words=_("Days for which a vouch waits for the rest of an application"),
        unit=Unit.DAYS,
        high=1000,
        decided_by="special",
        because=_("Then it lapses, and can be given again. With 0 it waits as long as the application."),
    )
    panel_needed: int = parameter(
        0,
        words=_("Members of the elected panel who must agree on an application"),
        unit=Unit.PEOPLE,
        high=9,
        decided_by="special",
        because=_(
            "Who knows nobody here asks the panel: those with the membership mandate. With 0 there is none."
        ),
    )
    hearing_days: int = parameter(
        7,
        words=_("Days in which the concerned can answer before a vote on a membership that may be a fake"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        decided_by="special",
        because=_("Nobody is judged unheard."),
    )
    fake_months: int = parameter(
        6,
        words=_("Months without vouching for who vouched for a proven fake a second time"),
        unit=Unit.MONTHS,
        low=1,
        high=60,
        decided_by="special",
        because=_("The first time is a warning. A vote can lift it."),
    )
    leaving_days: int = parameter(
        0,
        words=_("Days between a member's notice and the end of her membership"),
        unit=Unit.DAYS,
        high=730,
        decided_by="special",
        because=_("Until then she votes, and can stay after all. With 0 she leaves at once."),
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

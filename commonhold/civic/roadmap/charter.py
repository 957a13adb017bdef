from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class RoadmapCharter(Section):
    """How ideas find support, and how often we vote on what comes first."""

    section = "roadmap"
    title = _("Roadmap")

    supports_each: int = parameter(
        5,
        words=_("Ideas that a member may support at a time"),
        unit=Unit.IDEAS,
        low=1,
        high=50,
        because=_("Few enough that support means something. What shipped or was declined gives it back."),
    )
    period_months: int = parameter(
        3,
        words=_("Months for which a vote sets what comes first"),
        unit=Unit.MONTHS,
        low=1,
        high=12,
        because=_("Long enough to get something done, and short enough to change our mind."),
    )
    candidates: int = parameter(
        7,
        words=_("Ideas with the most support that such a vote puts in order"),
        unit=Unit.IDEAS,
        low=2,
        high=20,
        because=_("More than a few are hard to rank with care."),
    )
    voted_on: str = parameter(
        "when-proposed",
        words=_("When we vote on what comes first"),
        unit=Unit.CHOICE,
        choices=("when-proposed", "every-period"),
        because=_(
            "Every period: the co-op asks by itself when one begins, if at least two ideas have support. "
            "When proposed: only when a member does."
        ),
    )

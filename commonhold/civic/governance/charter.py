from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class GovernanceCharter(Section):
    """How long each stage of a proposal takes."""

    section = "governance"
    title = _("Proposals and votes")

    notice_days: int = parameter(
        0,
        words=_("Days between a proposal's notice and its vote"),
        unit=Unit.DAYS,
        high=60,
        decided_by="special",
        because=_("Time to read and talk. Who proposes may always give more."),
    )
    voting_days: int = parameter(
        4,
        words=_("Days that voting stays open"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        decided_by="special",
        because=_("Long enough that a member who looks in once a week can take part."),
    )
    challenge_days: int = parameter(
        2,
        words=_("Days between the count and the decision taking effect"),
        unit=Unit.DAYS,
        high=30,
        decided_by="special",
        because=_("Time to check the count before anything changes."),
    )

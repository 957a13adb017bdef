from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

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

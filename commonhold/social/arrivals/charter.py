from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class ArrivalsCharter(Section):
    """What becomes of people who came along with their community and don't claim their page."""

    section = "arrivals"
    title = _("A community that moves in")

    link_days: int = parameter(
        30,
        words=_("The link with which somebody claims her page holds for"),
        unit=Unit.DAYS,
        low=7,
        high=90,
        because=_("She can have a new one sent as long as her page waits."),
    )
    claim_days: int = parameter(
        180,
        words=_("A page that nobody has claimed is hidden after"),
        unit=Unit.DAYS,
        low=30,
        high=730,
        because=_("Nobody's words stand here for ever without her having been asked."),
    )
    erase_days: int = parameter(
        60,
        words=_("A hidden page that nobody has claimed is erased after"),
        unit=Unit.DAYS,
        low=14,
        high=365,
        because=_("Who comes late still finds everything; who never comes is forgotten."),
    )

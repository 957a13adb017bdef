from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class ErasingCharter(Section):
    """How soon somebody who asks is forgotten."""

    section = "erasing"
    title = _("Being forgotten")

    think_days: int = parameter(
        7,
        words=_("Whoever has her account erased may think again for"),
        unit=Unit.DAYS,
        low=0,
        high=30,
        because=_("Erasing can't be undone, and somebody else may have asked for it in her name."),
    )
    gone_days: int = parameter(
        30,
        words=_("Her bytes are gone from our disks and backups at the latest after"),
        unit=Unit.DAYS,
        low=1,
        high=90,
        because=_("The law says one month; cleaning a large database takes a quiet night."),
    )

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class TakeoutCharter(Section):
    """How long an archive that somebody asked for lies ready."""

    section = "takeout"
    title = _("Taking everything along")

    kept_days: int = parameter(
        7,
        words=_("An archive of one's own lies ready for"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        because=_("It holds everything about somebody, so it should not lie on our disk for long."),
    )

"""What everybody may know of the co-op itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter
from commonhold.ground.clock.zones import time_zones


@dataclass(frozen=True)
class CoopCharter(Section):
    """Name, purpose and where its days begin."""

    section = "co_op"
    title = _("Who we are")

    name: str = parameter(
        "Commonhold",
        words=_("Our name"),
        unit=Unit.TEXT,
        low=1,
        high=80,
        decided_by="special",
        because=_("It stands at the top of every page."),
    )
    purpose: str = parameter(
        "A co-operative that owns its own network.",
        words=_("Our purpose"),
        unit=Unit.TEXT,
        low=1,
        high=2000,
        decided_by="special",
        because=_("What we are here for. Strangers read it first."),
    )
    time_zone: str = parameter(
        "UTC",
        words=_("Our time zone"),
        unit=Unit.TEXT,
        low=1,
        high=40,
        because=_("Days, months and deadlines are counted in it."),
        valid=lambda value: value in time_zones(),
    )

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class OperatingCharter(Section):
    """How the co-op's servers are looked after."""

    section = "operating"
    title = _("Running the servers")

    holders: int = parameter(
        2,
        words=_("So many members hold each of what the servers hang on"),
        unit=Unit.PEOPLE,
        low=1,
        high=9,
        because=_("Domain, machine, bank and keys: when one person is ill or gone, another can act."),
    )
    confirm_days: int = parameter(
        365,
        words=_("Holders say that they still hold it after so many days"),
        unit=Unit.DAYS,
        low=30,
        high=1_095,
        because=_("Whoever forgot a password finds out while nothing burns."),
    )

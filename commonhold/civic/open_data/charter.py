from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter
from rulebook.suppression import LEAST_PEOPLE


@dataclass(frozen=True)
class OpenDataCharter(Section):
    """How many people must stand behind a number that we publish."""

    section = "open_data"
    title = _("Open data")

    least_people: int = parameter(
        LEAST_PEOPLE,
        words=_("People who stand behind each published number at least"),
        unit=Unit.PEOPLE,
        low=LEAST_PEOPLE,
        high=100,
        because=_("What fewer stand behind is withheld, and so is whatever would give it away."),
    )

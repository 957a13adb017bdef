from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter

_NUMBERS = re.compile(r"(?:[0-9]{1,19}(?:\s+[0-9]{1,19}){0,19})?\s*")


@dataclass(frozen=True)
class LabelsCharter(Section):
    """What holds for those who publish labels, and whose labels everybody sees."""

    section = "labels"
    title = _("Labels")

    shown_to_all: str = parameter(
        "",
        words=_("Labelers whose labels everybody sees"),
        unit=Unit.TEXT,
        high=400,
        because=_(
            "Their numbers, one to a line, as their addresses end. Empty: nobody sees a "
            "label unless she subscribes. Everybody may still choose for herself to see nothing of one."
        ),
        valid=lambda value: _NUMBERS.fullmatch(value) is not None,
    )
    a_day: int = parameter(
        100,
        words=_("Labels that one labeler puts in a day"),
        unit=Unit.NUMBER,
        low=1,
        high=1000,
        because=_("Enough for a busy list, and too few to mark a whole village."),
    )
    most_days: int = parameter(
        180,
        words=_("The longest that a label lasts"),
        unit=Unit.DAYS,
        low=1,
        high=730,
        because=_("Labels end by themselves, so that nobody is called for ever what she was once."),
    )
    answer_days: int = parameter(
        7,
        words=_("Time for a labeler to answer a dispute"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_("Nobody answers in time: the label ends."),
    )
    silent_days: int = parameter(
        7,
        words=_("How long labels of another co-op hold while it is silent"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_("What nobody stands behind any more is not held against anybody."),
    )

    @property
    def default_labelers(self) -> list[int]:
        """The labelers whose labels everybody sees, by number."""
        return [int(each) for each in self.shown_to_all.split()]

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class BridgingCharter(Section):
    """When what people who seldom agree find worthwhile alike may count in feeds."""

    section = "bridging"
    title = _("Bridging")

    people: int = parameter(
        1_000,
        words=_("People who take part, before bridging counts"),
        unit=Unit.PEOPLE,
        low=1_000,
        high=1_000_000,
        because=_("With fewer, a handful could steer it, and it would say too much of single people."),
    )
    questions_open: int = parameter(
        3,
        words=_("Posts at most that somebody is asked about at a time"),
        unit=Unit.POSTS,
        low=1,
        high=20,
        because=_("“Worth others' time?” Whoever takes part is asked at random, and may leave it."),
    )

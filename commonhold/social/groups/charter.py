from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class GroupsCharter(Section):
    """How groups choose those who keep order in them."""

    section = "groups"
    title = _("Groups")

    moderators: int = parameter(
        3,
        words=_("Moderators that a group elects"),
        unit=Unit.PEOPLE,
        low=1,
        high=9,
        because=_("Fewer where fewer stand."),
    )
    term_days: int = parameter(
        365,
        words=_("Days for which a group's moderators are elected"),
        unit=Unit.DAYS,
        low=30,
        high=1095,
        because=_("Then the group elects again. Whoever founded a group keeps order in it until then."),
    )
    nomination_days: int = parameter(
        3,
        words=_("Days to stand in a group's election"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_("Long enough to notice the election and to ask somebody."),
    )
    voting_days: int = parameter(
        4,
        words=_("Days to vote in a group's election"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        because=_("The ballot is secret, and nobody sees counts before it closes."),
    )

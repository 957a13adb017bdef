"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Words


def _idea(code: str, *, title: Words, one: Words) -> Kind:
    return Kind(code, title=title, one=one, tab=Tab.CO_OP, leads_to="/roadmap/{number}")


KINDS = [
    _idea("roadmap.open", title=_("An idea that you support is open again"), one=_("Open again: {words}")),
    _idea("roadmap.planned", title=_("An idea that you support is planned"), one=_("Planned: {words}")),
    _idea("roadmap.under-way", title=_("An idea that you support is under way"), one=_("Under way: {words}")),
    _idea("roadmap.shipped", title=_("An idea that you support is there"), one=_("It is there: {words}")),
    _idea(
        "roadmap.declined",
        title=_("An idea that you support is declined"),
        one=_("Declined, with the reasons: {words}"),
    ),
    _idea(
        "roadmap.merged",
        title=_("An idea that you support is merged into another"),
        one=_("What you support is now part of: {words}"),
    ),
]

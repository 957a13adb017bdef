"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        "accounting.closing-asked",
        title=_("A month or a year is to be closed, and you may confirm it"),
        one=_("The treasurer asks to close the books of {words}."),
        tab=Tab.CO_OP,
        leads_to="/money/periods",
    ),
    Kind(
        "accounting.closing-closed",
        title=_("A month or a year that you asked to close is closed"),
        one=_("The books of {words} are closed."),
        tab=Tab.CO_OP,
        leads_to="/money/periods",
    ),
]

"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

KINDS = [
    Kind(
        "lending.called",
        title=_("You are called to a jury of another co-op"),
        one=_("The lot of another co-op calls you to a jury: {words}. Say there whether you can sit."),
        tab=Tab.CO_OP,
        leads_to="/juries/elsewhere",
        ways=frozenset(Way),
    ),
]

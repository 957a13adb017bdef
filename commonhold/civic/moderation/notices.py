"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        "moderation.reported",
        title=_("Something is reported, and you hold a mandate"),
        one=_("Somebody reported something. It waits to be read."),
        tab=Tab.CO_OP,
        leads_to="/moderation/reports#report-{number}",
    ),
    Kind(
        "moderation.report-answered",
        title=_("A report of yours is answered"),
        one=_("Your report is answered."),
        tab=Tab.CO_OP,
        leads_to="/reports#report-{number}",
    ),
]

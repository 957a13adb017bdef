"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        "contributions.shared",
        title=_("What a month left is shared"),
        one=_("What {words} left is shared. See your part, and why it is just this."),
        tab=Tab.CO_OP,
        leads_to="/money/share",
    ),
    Kind(
        "contributions.opened",
        title=_("An auditor opened the whole bundle of a split"),
        one=_("An auditor opened everything that was worked out for {words}. You can read why."),
        tab=Tab.CO_OP,
        leads_to="/money/splits",
    ),
    Kind(
        "contributions.work-verified",
        title=_("Work of yours is verified"),
        one=_("Work of yours is verified, and waits for somebody to confirm it: {words}"),
        tab=Tab.CO_OP,
        leads_to="/money/work",
    ),
    Kind(
        "contributions.work-answered",
        title=_("Work of yours is confirmed or declined"),
        one=_("Your work is answered: {words}"),
        tab=Tab.CO_OP,
        leads_to="/money/work",
    ),
    Kind(
        "contributions.work-waits",
        title=_("Verified work waits for somebody to confirm it"),
        one=_("Verified work waits for you to confirm it: {words}"),
        tab=Tab.CO_OP,
        leads_to="/money/work",
    ),
]

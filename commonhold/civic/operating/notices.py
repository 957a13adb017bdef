"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        "operating.confirm",
        title=_("The co-op asks whether you still hold something for it"),
        one=_("Do you still hold this for the co-op? {words}"),
        tab=Tab.CO_OP,
        leads_to="/holders",
    ),
]

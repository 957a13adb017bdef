"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

KINDS = [
    Kind(
        "members.vouched",
        title=_("Somebody vouches for you"),
        one=_("{who} vouched for you"),
        many=_("{who} vouched for you"),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
    ),
    Kind(
        "members.admitted",
        title=_("You become a member"),
        one=_("You are a member now. Welcome."),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.moved",
        title=_("You belong to another class of members"),
        one=_("You belong to another class of members now."),
        tab=Tab.CO_OP,
        leads_to="/join",
    ),
]

"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

KINDS = [
    Kind(
        "rights.looked",
        title=_("Somebody with a mandate looked at your private data"),
        one=_("Somebody with a mandate looked at private data of yours. You read there who, and why."),
        tab=Tab.CO_OP,
        leads_to="/me/looked#look-{number}",
        ways=frozenset({Way.HERE, Way.MAIL}),
    ),
    Kind(
        "rights.recovery-asked",
        title=_("Somebody asks for your account, saying that she lost it"),
        one=_("Somebody says that she lost every way into your account. If it isn't you, say no."),
        tab=Tab.CO_OP,
        leads_to="/me/recovery",
        ways=frozenset(Way),
    ),
    Kind(
        "rights.recovery-waits",
        title=_("Somebody lost her account, and you are on the membership panel"),
        one=_("Somebody lost every way into her account. The panel speaks with her."),
        tab=Tab.CO_OP,
        leads_to="/join/panel/lost/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "rights.recovered",
        title=_("Your account is given back to you"),
        one=_("Your account was given back, with a new address and password."),
        tab=Tab.CO_OP,
        leads_to="/me/recovery",
        ways=frozenset({Way.HERE}),
    ),
]

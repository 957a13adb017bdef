"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

_LOUD = frozenset(Way)
_QUIET = frozenset({Way.HERE})

KINDS = [
    Kind(
        "credit.paid",
        title=_("Somebody pays you in hours"),
        one=_("{who} paid you {words}"),
        tab=Tab.CO_OP,
        leads_to="/credit/payments/{number}",
        ways=_LOUD,
    ),
    Kind(
        "credit.passed-on",
        title=_("A payment goes through you"),
        one=_("A payment of {words} went through you. You are owed as much as you owe more."),
        tab=Tab.CO_OP,
        leads_to="/credit/payments/{number}",
        ways=_QUIET,
    ),
    Kind(
        "credit.trusted",
        title=_("Somebody trusts you with hours"),
        one=_("{who} trusts you up to {words}"),
        tab=Tab.CO_OP,
        leads_to="/credit/with/{number}",
    ),
    Kind(
        "credit.limit-ended",
        title=_("Somebody takes a limit back"),
        one=_("{who} changed how far you are trusted: {words}"),
        tab=Tab.CO_OP,
        leads_to="/credit/with/{number}",
        ways=_QUIET,
    ),
    Kind(
        "credit.forgiven",
        title=_("Somebody forgives what you owe"),
        one=_("{who} forgave you {words}"),
        tab=Tab.CO_OP,
        leads_to="/credit/with/{number}",
    ),
    Kind(
        "credit.reversed",
        title=_("A payment is reversed"),
        one=_("A payment was reversed: {words} went back"),
        tab=Tab.CO_OP,
        leads_to="/credit/payments/{number}",
        ways=_LOUD,
    ),
    Kind(
        "credit.restored",
        title=_("A reversal is overturned"),
        one=_("A reversal was overturned: {words} were paid again"),
        tab=Tab.CO_OP,
        leads_to="/credit/payments/{number}",
        ways=_LOUD,
    ),
    Kind(
        "credit.departed",
        title=_("Somebody leaves with whom you have hours open"),
        one=_("Somebody left with whom you have hours open: {words}"),
        tab=Tab.CO_OP,
        leads_to="/credit/with/{number}",
        ways=_LOUD,
    ),
    Kind(
        "credit.written-off",
        title=_("Hours are written off"),
        one=_("The time after leaving is over. Written off: {words}"),
        tab=Tab.CO_OP,
        leads_to="/credit/with/{number}",
    ),
]

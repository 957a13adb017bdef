"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        "treasury.dues-received",
        title=_("Your dues arrive"),
        one=_("Your dues for {words} have arrived."),
        tab=Tab.CO_OP,
        leads_to="/money/mine",
    ),
    Kind(
        "treasury.waiver-asked",
        title=_("Somebody asks the solidarity fund, and you look after it"),
        one=_("Somebody asks the solidarity fund to carry their dues."),
        tab=Tab.CO_OP,
        leads_to="/money/fund",
    ),
    Kind(
        "treasury.waiver-granted",
        title=_("The solidarity fund carries your dues"),
        one=_("The solidarity fund carries your dues."),
        tab=Tab.CO_OP,
        leads_to="/money/mine",
    ),
    Kind(
        "treasury.waiver-declined",
        title=_("The solidarity fund can't carry your dues"),
        one=_("The solidarity fund can't carry your dues just now. You may ask again."),
        tab=Tab.CO_OP,
        leads_to="/money/mine",
    ),
    *(
        Kind(f"treasury.bill-{code}", title=title, one=one, tab=Tab.CO_OP, leads_to="/money/bills/{number}")
        for code, title, one in (
            ("waits", _("A bill waits for your approval"), _("A bill waits for approval: {words}")),
            ("paid", _("A bill that you handed in is paid"), _("Paid: {words}")),
            ("declined", _("A bill that you handed in is declined"), _("Declined, with the reason: {words}")),
        )
    ),
]

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
        Kind(f"treasury.arrears-{code}", title=title, one=one, tab=Tab.CO_OP, leads_to=leads_to)
        for code, title, one, leads_to in (
            (
                "reminded",
                _("Your dues are still open"),
                _("Your dues for {words} are still open. If money is short, the fund can carry them."),
                "/money/mine",
            ),
            (
                "grace-over",
                _("Your dues stayed open for long"),
                _("Your dues for {words} stayed open. Somebody will talk with you; the fund can still help."),
                "/money/mine",
            ),
            (
                "ended",
                _("Your membership ended over open dues"),
                _("Your dues for {words} stayed open, and your membership has ended. You may apply again."),
                "/money/mine",
            ),
            (
                "to-talk",
                _("Somebody's dues stayed open, and you look after members"),
                _("A member's dues stayed open for long. Please talk with them."),
                "/money/fund",
            ),
        )
    ),
    Kind(
        "treasury.standing-bill-waits",
        title=_("A cost that comes back waits for your approval"),
        one=_("A standing bill waits for approval: {words}"),
        tab=Tab.CO_OP,
        leads_to="/money/costs/recurring",
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

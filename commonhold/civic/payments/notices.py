"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        "payments.paid",
        title=_("Money goes to your bank account"),
        one=_("What we owed you is on its way to your bank account."),
        tab=Tab.CO_OP,
        leads_to="/money/mine",
    ),
    Kind(
        "payments.came-back",
        title=_("A payment to you came back"),
        one=_("Your bank sent our payment back. It stays yours: please look at your bank details."),
        tab=Tab.CO_OP,
        leads_to="/money/mine/bank",
    ),
    Kind(
        "payments.details-wanted",
        title=_("We owe you money and don't know where to send it"),
        one=_("We owe you money. Tell us your bank details, and it comes with the next payout."),
        tab=Tab.CO_OP,
        leads_to="/money/mine/bank",
    ),
    Kind(
        "payments.run-waits",
        title=_("A payout run waits for your approval"),
        one=_("A payout run waits for approval."),
        tab=Tab.CO_OP,
        leads_to="/money/desk/runs",
    ),
]

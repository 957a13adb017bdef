"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(
        f"winding.{name}",
        title=_("How our co-op ends"),
        one=words,
        tab=Tab.CO_OP,
        leads_to="/winding-down",
    )
    for name, words in {
        "announced": _("Our members decided to end this co-op. Read what happens when."),
        "leaving": _("Our co-op ends. Please take along what is yours, or move."),
        "settling": _("Our co-op ends. Debts are being paid, then shares."),
        "reading": _("Our co-op has ended. You can read, and take along what is yours."),
        "sealed": _("Our co-op’s record has been signed for the last time."),
        "stopped": _("Our co-op goes on: members stopped its end."),
        "settlement-asked": _("A settlement waits for a second liquidator."),
        "booking-asked": _("Something that was paid or collected waits for a second liquidator."),
    }.items()
]

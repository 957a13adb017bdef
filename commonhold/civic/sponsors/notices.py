"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

KINDS = [
    Kind(f"sponsors.ad-{code}", title=title, one=one, tab=Tab.CO_OP, leads_to="/money/sponsors/{number}")
    for code, title, one in (
        ("waits", _("An ad waits for the panel, and you are on it"), _("An ad waits for the panel: {words}")),
        (
            "to-be-paid",
            _("An ad is approved and waits for its money, and you keep the books"),
            _("An ad is approved and waits for its money: {words}"),
        ),
        (
            "to-be-refunded",
            _("A sponsor gets money back, and you keep the books"),
            _("An ad ended early, and its sponsor gets money back: {words}"),
        ),
        ("approved", _("An ad that you handed in is approved"), _("Approved, and to be paid: {words}")),
        ("declined", _("An ad that you handed in is declined"), _("Declined, with the reason: {words}")),
        ("runs", _("An ad that you handed in runs"), _("The money arrived, and the ad runs: {words}")),
        ("ended", _("An ad that you handed in ended early"), _("Ended early, with the reason: {words}")),
        ("over", _("An ad that you handed in ran to its end"), _("Ran to its end: {words}")),
    )
]

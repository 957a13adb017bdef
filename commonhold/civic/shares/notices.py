"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab

_MINE, _DESK, _OFFER = "/money/shares/mine", "/money/shares/desk", "/money/shares/offers/{number}"

KINDS = [
    Kind(f"shares.{code}", title=title, one=one, tab=Tab.CO_OP, leads_to=leads_to)
    for code, title, one, leads_to in (
        (
            "paid-in",
            _("Your shares are paid"),
            _("Your shares are paid in: they stand in the register."),
            _MINE,
        ),
        (
            "undone",
            _("A payment for your shares was taken back"),
            _("A payment for shares was taken back, so they are out of the register."),
            _MINE,
        ),
        (
            "notice-waits",
            _("Shares that you give back have to wait"),
            _("Your shares can't go back yet. Nothing is lost: we look again every month."),
            _MINE,
        ),
        (
            "shares-back",
            _("Your shares are given back"),
            _("Your shares are given back, and what you paid is owed to you."),
            _MINE,
        ),
        ("transfer-offered", _("A member offers you shares"), _("A member offers you shares."), _MINE),
        (
            "transfer-waits",
            _("A transfer of shares waits for consent"),
            _("A transfer of shares waits for your consent."),
            _DESK,
        ),
        (
            "transfer-declined",
            _("Your shares are not taken"),
            _("The transfer of your shares was declined."),
            _MINE,
        ),
        ("transfer-done", _("Shares change hands"), _("The transfer of shares is in the register."), _MINE),
        ("pledge-paid", _("Your pledge is paid"), _("Your pledge for “{words}” is paid."), _OFFER),
        (
            "offer-succeeded",
            _("A share offer succeeds"),
            _("“{words}” succeeded: your shares are in the register."),
            _OFFER,
        ),
        (
            "offer-failed",
            _("A share offer fails"),
            _("“{words}” did not reach its least. Your money is owed back to you."),
            _OFFER,
        ),
    )
]

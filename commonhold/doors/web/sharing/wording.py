"""The attacks in people's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ATTACKS: Mapping[str, tuple[Promise, Promise]] = {
    "paid-ring": (
        _("A ring that pays"),
        _("Somebody invents members, pays their dues, and has them thank each other fifty times each."),
    ),
    "free-ring": (
        _("A ring on the solidarity fund"),
        _("Invented members whose dues the fund pays, brought in by two vouchers, thank each other."),
    ),
    "free-ring-with-its-inviter": (
        _("The same, for one who pays"),
        _("All of them thank the member who brought them in."),
    ),
    "self-thanks": (_("Thanking oneself"), _("Members thank themselves a thousand times, and others once.")),
    "bought-thanks": (_("Buying thanks"), _("One member pays others to thank her a thousand times each.")),
    "admired-ring": (
        _("A ring that others like"),
        _("Invented members thank each other, and honest members thank them too."),
    ),
}

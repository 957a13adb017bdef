"""What happened in the book, and what attacks do, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.civic.credit.vocabulary import Kind

HAPPENED: Mapping[Kind, Promise] = {
    Kind.PAID: _("Payment"),
    Kind.REVERSED: _("Payment reversed"),
    Kind.RESTORED: _("Paid again: a reversal was overturned"),
    Kind.FORGIVEN: _("Forgiven"),
    Kind.CANCELLED: _("Cancelled in a circle"),
    Kind.TAKEN_OVER: _("Taken over by the co-op"),
    Kind.WRITTEN_OFF: _("Written off"),
}

#: By name: a title, and what the group does.
ATTACKS: Mapping[str, tuple[Promise, Promise]] = {
    "ring-of-fakes": (
        _("Many accounts of one person"),
        _("Somebody whom two people trust makes up accounts that trust each other without end."),
    ),
    "long-con": (
        _("Honest for months"),
        _("A group works well, is trusted further every month, then spends everything and leaves."),
    ),
    "flood-of-limits": (
        _("Trusting everybody"),
        _("Accounts trust everybody without end, so that ways lead through them; one is trusted."),
    ),
    "circles-cancelled": (
        _("Cancelling on purpose"),
        _("A ring cancels its own circles of debts after every purchase, to have room again."),
    ),
}

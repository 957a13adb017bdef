"""The accounts that shares move through, and the currency that they are kept in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.shares import vocabulary
from commonhold.civic.shares.models import Operation
from commonhold.civic.treasury import accounts as treasury
from commonhold.ground.ledger import actions as ledger


def open_accounts(*, now: datetime) -> None:
    """Open those that are not open yet."""
    named = {
        vocabulary.PAID_IN: _("Shares, paid in"),
        vocabulary.UNPAID: _("Shares, subscribed and not paid yet"),
        vocabulary.OWED_TO_US: _("Members owe for shares"),
        vocabulary.ARRIVED: _("Money for shares, on its way into the register"),
        vocabulary.PLEDGED: _("Money for a share offer that is open"),
        vocabulary.LEAVING: _("Shares given back, to be paid"),
        vocabulary.WRITTEN_DOWN: _("Losses that shares have borne"),
    }
    for code, name in named.items():
        ledger.open_account(code, name=name, at=now)


def currency() -> str:
    """That of the latest operation, as long as anybody holds shares; else the charter's."""
    latest = Operation.objects.order_by("-number").values_list("currency", flat=True).first()
    if latest is None or latest == treasury.currency():
        return treasury.currency()
    return latest if _is_held() else treasury.currency()


def _is_held() -> bool:
    """Whether any share is still held: whatever came in by subscribing and did not go out."""
    moved = Operation.objects.filter(kind__in=["subscribe", "withdraw"]).values_list("shares", flat=True)
    return sum(moved) > 0

"""Where sponsors' money stands in the books: income from outside, under this name for whoever shares it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.ground.ledger import actions as ledger

INCOME = "income:sponsors"


def open_accounts(*, now: datetime) -> None:
    """Open it where it is not open yet."""
    ledger.open_account(INCOME, name=_("Sponsors"), at=now)

"""The accounts of our books, and the currency that they are kept in."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import actions as ledger

BANK = "assets:bank"
FUND = "equity:solidarity-fund"
DUES = "income:dues"
COSTS = "expenses:running"


def open_accounts(*, now: datetime) -> None:
    """Open those that are not open yet."""
    ledger.open_account(BANK, name=_("Bank account"), at=now)
    ledger.open_account(FUND, name=_("Solidarity fund"), at=now)
    ledger.open_account(DUES, name=_("Dues"), at=now)
    ledger.open_account(COSTS, name=_("Running costs"), at=now)


def currency() -> str:
    """The currency that the charter names now."""
    return charter.current().read(TreasuryCharter).currency

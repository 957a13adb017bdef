"""The accounts of our books, and the currency that they are kept in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.refusals import NotACost
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.queries import Balance

BANK = "assets:bank"
CLEARING = "assets:card-processor"
RECEIVABLES = "assets:receivables"
PAYABLES = "liabilities:payables"
INTEREST_OWED = "liabilities:interest"
PATRONAGE_OWED = "liabilities:patronage"
CREATORS_OWED = "liabilities:creators-share"
DUES_CREDIT = "liabilities:dues-credit"
FUND = "equity:solidarity-fund"
RESERVE = "equity:reserve"
RETAINED = "equity:retained-earnings"
SHARES = "equity:shares:paid-in"
DUES = "income:dues"
GIFTS = "income:gifts"
SPONSORS = "income:sponsors"
OTHER_INCOME = "income:other"
COSTS = "expenses:running"
HOSTING = "expenses:hosting"
FEES = "expenses:payment-fees"
PAID_WORK = "expenses:paid-work"

#: The standard chart. Codes are for ever; the words are what members read.
CHART: Mapping[str, Promise] = MappingProxyType(
    {
        BANK: _("Bank account"),
        CLEARING: _("Card payments on their way to the bank"),
        RECEIVABLES: _("Owed to us"),
        PAYABLES: _("Bills that we owe"),
        INTEREST_OWED: _("Interest on shares, to be paid"),
        PATRONAGE_OWED: _("Patronage dividend, to be paid"),
        CREATORS_OWED: _("Creators’ share, to be shared"),
        DUES_CREDIT: _("Credit on later dues"),
        FUND: _("Solidarity fund"),
        RESERVE: _("Reserve"),
        RETAINED: _("Results of closed years, kept"),
        SHARES: _("Shares, paid in"),
        DUES: _("Dues"),
        GIFTS: _("Gifts"),
        SPONSORS: _("Sponsors"),
        OTHER_INCOME: _("Other income"),
        COSTS: _("Running costs"),
        HOSTING: _("Hosting"),
        FEES: _("Fees for payments"),
        PAID_WORK: _("Paid work"),
    }
)


def open_accounts(*, now: datetime) -> None:
    """Open those of the chart that are not open yet."""
    for code, name in CHART.items():
        ledger.open_account(code, name=str(name), at=now)


def accounts_for_costs() -> list[Balance]:
    """The open accounts on which bills are booked."""
    return [each for each in ledger_queries.accounts() if each.kind is AccountKind.EXPENSES]


def must_be_cost(account: str) -> None:
    """Raises NotACost for what is no open account for costs."""
    if account not in {each.code for each in accounts_for_costs()}:
        raise NotACost


def currency() -> str:
    """The currency that the charter names now."""
    return charter.current().read(TreasuryCharter).currency


def closing_cause(year: int) -> str:
    """What the entries that close a year, or take its closing back, come of."""
    return f"year:{year}"

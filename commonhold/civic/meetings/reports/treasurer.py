from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.queries.periods import Sum
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class TreasurerReport:
    """The year in money, in minor units: what came in and went out, the bank and the fund at both ends."""

    currency: str
    income: tuple[Sum, ...]
    costs: tuple[Sum, ...]
    income_cents: int
    costs_cents: int
    bank_before: int
    bank_after: int
    fund_before: int
    fund_after: int

    @property
    def balance_cents(self) -> int:
        """What is left of the year."""
        return self.income_cents - self.costs_cents


def treasurer_report(viewer: Viewer, *, since: datetime, until: datetime) -> TreasurerReport:
    books = treasury.period(viewer, since=since, until=until)
    return TreasurerReport(
        currency=books.currency,
        income=tuple(books.income),
        costs=tuple(books.costs),
        income_cents=sum(each.cents for each in books.income),
        costs_cents=sum(each.cents for each in books.costs),
        bank_before=books.bank_before,
        bank_after=books.bank_after,
        fund_before=books.fund_before,
        fund_after=books.fund_after,
    )

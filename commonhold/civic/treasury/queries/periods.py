"""The books over a time, such as a year: what came in, what went out, what was there before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from commonhold.civic.treasury.accounts import BANK, FUND, closing_cause, currency
from commonhold.civic.treasury.models import DuesMonth
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.queries import Balance
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Sum:
    """What an account gained, as people count: income and costs are positive."""

    code: str
    name: str
    cents: int


@dataclass(frozen=True)
class Period:
    """The books of a time, in the charter's currency."""

    currency: str
    income: Sequence[Sum]
    costs: Sequence[Sum]
    bank_before: int
    bank_after: int
    fund_before: int
    fund_after: int


def period(viewer: Viewer, *, since: datetime, until: datetime) -> Period:
    """The public books after `since` and up to `until`; what closing a year moved is no part of it."""
    code = currency()
    before = ledger.balances_at(since)
    during = ledger.moved(since=since, until=until, but_of=closing_causes())
    held, came = _amounts(before, code), _amounts(during, code)
    bank, fund = held.get(BANK, 0), -held.get(FUND, 0)
    return Period(
        currency=code,
        income=_sums(during, AccountKind.INCOME, code, sign=-1),
        costs=_sums(during, AccountKind.EXPENSES, code, sign=1),
        bank_before=bank,
        bank_after=bank + came.get(BANK, 0),
        fund_before=fund,
        fund_after=fund - came.get(FUND, 0),
    )


def first_month() -> str | None:
    """The month in which the books began, "2026-05"; None before the founding."""
    return DuesMonth.objects.order_by("month").values_list("month", flat=True).first()


def closing_causes() -> list[str]:
    """What all entries come of that close years: they move results on, and are no income and no cost."""
    found = DuesMonth.objects.order_by().aggregate(first=Min("month"), last=Max("month"))
    if found["first"] is None:
        return []
    return [closing_cause(year) for year in range(int(found["first"][:4]), int(found["last"][:4]) + 1)]


def _amounts(balances: Sequence[Balance], code: str) -> Mapping[str, int]:
    return {each.code: each.amounts.get(code, 0) for each in balances}


def _sums(balances: Sequence[Balance], kind: AccountKind, code: str, *, sign: int) -> list[Sum]:
    """Accounts on which something was booked."""
    gained = [(each, sign * each.amounts.get(code, 0)) for each in balances if each.kind is kind]
    return [Sum(each.code, each.name, cents) for each, cents in gained if cents]

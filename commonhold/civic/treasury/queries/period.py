"""The books over a time, such as a year: what came in, what went out, what was there before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.treasury.accounts import BANK, FUND, currency
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
    """The public books after `since` and up to `until`."""
    code = currency()
    before, during = ledger.moved(until=since), ledger.moved(since=since, until=until)
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


def _amounts(balances: Sequence[Balance], code: str) -> Mapping[str, int]:
    return {each.code: each.amounts.get(code, 0) for each in balances}


def _sums(balances: Sequence[Balance], kind: AccountKind, code: str, *, sign: int) -> list[Sum]:
    return [
        Sum(each.code, each.name, sign * each.amounts.get(code, 0)) for each in balances if each.kind is kind
    ]

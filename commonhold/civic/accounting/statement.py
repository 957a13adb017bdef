"""A year in figures: what came and went, what we have and owe at its end, and what became of the members.

Everything is a whole number of minor units, as people count: income, costs, what we have and what we owe are
positive. Each currency stands for itself; in each, what we have is what we owe and what is ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonhold.civic.accounting import carrying, periods, register
from commonhold.civic.accounting.register import Figure
from commonhold.civic.members import queries as members
from commonhold.civic.treasury.accounts import currency as present_currency
from commonhold.ground import ids
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.queries import Balance
from rulebook.canonical import Json, canonical

_Kind = AccountKind


@dataclass(frozen=True)
class Row:
    """An account and its amount, as people count."""

    code: str
    name: str
    amount: int


@dataclass(frozen=True)
class Sheet:
    """One currency. `result` is the year's, and `uncarried` that of earlier years which were closed later."""

    currency: str
    income: Sequence[Row]
    costs: Sequence[Row]
    assets: Sequence[Row]
    liabilities: Sequence[Row]
    equity: Sequence[Row]
    result: int
    uncarried: int

    @property
    def income_total(self) -> int:
        return sum(each.amount for each in self.income)

    @property
    def costs_total(self) -> int:
        return sum(each.amount for each in self.costs)

    @property
    def assets_total(self) -> int:
        return sum(each.amount for each in self.assets)

    @property
    def liabilities_total(self) -> int:
        return sum(each.amount for each in self.liabilities)

    @property
    def equity_total(self) -> int:
        return sum(each.amount for each in self.equity) + self.result + self.uncarried

    @property
    def balances(self) -> bool:
        return self.assets_total == self.liabilities_total + self.equity_total

    def held(self, code: str) -> int:
        """What is in one of its accounts; nothing where it has none."""
        every = (*self.assets, *self.liabilities, *self.equity)
        return next((each.amount for each in every if each.code == code), 0)


@dataclass(frozen=True)
class YearFigures:
    """A year's statement. `summaries` are other rooms' lines, by the room's name."""

    year: int
    currency: str  # that of the charter when the year was closed
    since: int  # milliseconds since 1970
    until: int
    sheets: Sequence[Sheet]
    members_before: int
    joined: int
    left: int
    members_after: int
    summaries: Mapping[str, Sequence[Figure]]

    @property
    def sheet(self) -> Sheet:
        """That of the charter's currency; empty where nothing was booked in it."""
        found = (each for each in self.sheets if each.currency == self.currency)
        return next(found, Sheet(self.currency, (), (), (), (), (), 0, 0))


def figures_of(year: int) -> YearFigures:
    """Worked out from the books as they are."""
    span = periods.span(str(year))
    at_end, during = ledger.balances_at(span.until), carrying.moved_in(year)
    coins = sorted(
        {coin for each in at_end for coin, amount in each.amounts.items() if amount} | {present_currency()}
    )
    moved = members.movement(since=span.since, until=span.until)
    return YearFigures(
        year=year,
        currency=present_currency(),
        since=ids.milliseconds(span.since),
        until=ids.milliseconds(span.until),
        sheets=[_sheet(coin, at_end, during) for coin in coins],
        members_before=moved.before,
        joined=moved.joined,
        left=moved.left,
        members_after=moved.after,
        summaries=register.summaries(span.since, span.until),
    )


def written(figures: YearFigures) -> tuple[str, str]:
    """Canonical JSON, and its SHA-256."""
    body = canonical(
        {
            "type": "year-statement",
            "v": 1,
            "year": figures.year,
            "currency": figures.currency,
            "since": figures.since,
            "until": figures.until,
            "sheets": [_plain(each) for each in figures.sheets],
            "members": {
                "before": figures.members_before,
                "joined": figures.joined,
                "left": figures.left,
                "after": figures.members_after,
            },
            "summaries": {
                name: [_plain_figure(each) for each in lines] for name, lines in figures.summaries.items()
            },
        }
    )
    return body.decode(), hashlib.sha256(body).hexdigest()


def read(body: str) -> YearFigures:
    """What `written` wrote."""
    told = json.loads(body)
    people = told["members"]
    return YearFigures(
        year=told["year"],
        currency=told["currency"],
        since=told["since"],
        until=told["until"],
        sheets=[_read_sheet(each) for each in told["sheets"]],
        members_before=people["before"],
        joined=people["joined"],
        left=people["left"],
        members_after=people["after"],
        summaries={name: [Figure(**each) for each in lines] for name, lines in told["summaries"].items()},
    )


_LISTS = ("income", "costs", "assets", "liabilities", "equity")


def _sheet(coin: str, at_end: Sequence[Balance], during: Sequence[Balance]) -> Sheet:
    income = _rows(during, _Kind.INCOME, coin, sign=-1)
    costs = _rows(during, _Kind.EXPENSES, coin, sign=1)
    result = sum(each.amount for each in income) - sum(each.amount for each in costs)
    booked = -sum(each.amounts.get(coin, 0) for each in at_end if each.kind in carrying.RESULTS)
    return Sheet(
        currency=coin,
        income=income,
        costs=costs,
        assets=_rows(at_end, _Kind.ASSETS, coin, sign=1),
        liabilities=_rows(at_end, _Kind.LIABILITIES, coin, sign=-1),
        equity=_rows(at_end, _Kind.EQUITY, coin, sign=-1),
        result=result,
        uncarried=booked - result,
    )


def _rows(balances: Iterable[Balance], kind: AccountKind, coin: str, *, sign: int) -> list[Row]:
    found = ((each, sign * each.amounts.get(coin, 0)) for each in balances if each.kind is kind)
    return [Row(each.code, each.name, amount) for each, amount in found if amount]


def _plain(sheet: Sheet) -> dict[str, Json]:
    lists: dict[str, Json] = {
        name: [{"code": row.code, "name": row.name, "amount": row.amount} for row in getattr(sheet, name)]
        for name in _LISTS
    }
    return lists | {"currency": sheet.currency, "result": sheet.result, "uncarried": sheet.uncarried}


def _plain_figure(figure: Figure) -> dict[str, Json]:
    return {"code": figure.code, "words": figure.words, "amount": figure.amount, "currency": figure.currency}


def _read_sheet(told: dict[str, Any]) -> Sheet:
    lists = {name: [Row(**each) for each in told[name]] for name in _LISTS}
    return Sheet(currency=told["currency"], result=told["result"], uncarried=told["uncarried"], **lists)

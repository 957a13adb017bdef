"""The year's budget, for everybody: each line as voted, and what was paid on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.treasury import budget
from commonhold.civic.treasury.accounts import currency
from commonhold.civic.treasury.models import BudgetLine
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class BudgetLineView:
    """A line. `left` is below 0 where a vote lowered it beneath what was paid already."""

    code: str
    title: str
    cents: int
    spent: int
    currency: str
    reference: str  # what decided it, such as "proposal:45"

    @property
    def left(self) -> int:
        return self.cents - self.spent


@dataclass(frozen=True)
class Spent:
    """One bill that a line paid."""

    cost_id: int
    what: str
    cents: int
    at: datetime


@dataclass(frozen=True)
class Budget:
    """A year's lines, in the currency that holds now; `beside` is what was paid on no line."""

    year: int
    years: Sequence[int]  # that have lines, the present one among them, ascending
    currency: str
    lines: Sequence[BudgetLineView]
    beside: int

    @property
    def cents(self) -> int:
        return sum(each.cents for each in self.lines)

    @property
    def spent(self) -> int:
        return self.beside + sum(each.spent for each in self.lines)


def budget_of(viewer: Viewer, *, year: int | None = None, now: datetime) -> Budget:
    """The budget of a year, or of the present one."""
    present = budget.year_of(now)
    wanted, coin = year or present, currency()
    paid = budget.spent(wanted)
    rows = [each for each in budget.lines(wanted) if each.currency == coin]
    lines = [
        BudgetLineView(row.code, row.title, row.cents, paid.get((row.code, coin), 0), coin, row.reference)
        for row in rows
    ]
    known = {each.code for each in lines}
    beside = sum(cents for (code, spent_in), cents in paid.items() if spent_in == coin and code not in known)
    years = set(BudgetLine.objects.order_by().values_list("year", flat=True).distinct()) | {present}
    return Budget(wanted, sorted(years), coin, lines, beside)


def spent_on(viewer: Viewer, year: int) -> dict[str, list[Spent]]:
    """What each line of a year paid, by its code, in the currency that holds now; the latest first."""
    found: dict[str, list[Spent]] = {}
    for row in budget.costs_of(year).filter(currency=currency()).order_by("-id"):
        found.setdefault(row.line, []).append(Spent(row.id, row.what, row.cents, row.at))
    return found


def open_years(viewer: Viewer, *, now: datetime) -> list[int]:
    """Years whose budget still pays bills: the present one, and those before it that are not closed."""
    present = budget.year_of(now)
    return [each for each in budget_of(viewer, now=now).years if each == present or _is_open(each, present)]


def _is_open(year: int, present: int) -> bool:
    return year == present - 1 and not budget.is_closed(year)


def line_of(viewer: Viewer, code: str, *, year: int | None = None, now: datetime) -> BudgetLineView | None:
    """The line of that code, of this year or of that one, if there is one."""
    return next((each for each in budget_of(viewer, year=year, now=now).lines if each.code == code), None)

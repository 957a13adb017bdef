"""Budget lines: what a vote gave each purpose for a year. They are set while a decision is enacted alone."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import Q, QuerySet, Sum

from commonhold.civic.treasury import months
from commonhold.civic.treasury.accounts import closing_cause, currency
from commonhold.civic.treasury.models import BudgetLine, Cost
from commonhold.civic.treasury.refusals import LineUsedUp, NoSuchLine, YearIsOver
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record import actions as record
from rulebook.canonical import Json

LONGEST_TITLE = 80
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_CODE = 40


def year_of(at: datetime) -> int:
    """The year in which this moment falls, as the co-op's time zone counts."""
    return int(months.month_of(at)[:4])


def is_code(code: str) -> bool:
    """Small letters, digits and single hyphens between them: `tools-and-repairs`."""
    return len(code) <= _LONGEST_CODE and _CODE.fullmatch(code) is not None


def line(year: int, code: str) -> BudgetLine | None:
    """The line as the latest vote set it."""
    return BudgetLine.objects.filter(year=year, code=code).order_by("-id").first()


def lines(year: int) -> list[BudgetLine]:
    """The year's lines as the latest votes set them, by title."""
    latest = {row.code: row for row in BudgetLine.objects.filter(year=year).order_by("id")}
    return sorted(latest.values(), key=lambda row: (row.title.casefold(), row.code))


def spent(year: int) -> dict[tuple[str, str], int]:
    """What a year's budget paid, in the smallest coins, by line (empty: on none) and currency.

    That is what was paid in the year, but for bills that say themselves which year's line they are on.
    """
    found = costs_of(year).order_by().values_list("line", "currency").annotate(cents=Sum("cents"))
    return {(code, coin): cents for code, coin, cents in found}


def costs_of(year: int) -> QuerySet[Cost]:
    """What a year's budget paid."""
    began, ended = months.beginning(f"{year:04}-01"), months.beginning(f"{year + 1:04}-01")
    return Cost.objects.filter(Q(line_year=year) | Q(line_year=None, at__gte=began, at__lt=ended))


def must_exist(code: str, coin: str, *, year: int | None = None, now: datetime) -> BudgetLine:
    """This year's line or an earlier one's, in this currency.

    Raises NoSuchLine, or YearIsOver for a year whose books are closed.
    """
    year = year or year_of(now)
    if year < year_of(now) and is_closed(year):
        raise YearIsOver(year)
    row = line(year, code)
    if row is None or row.currency != coin:
        raise NoSuchLine
    return row


def is_closed(year: int) -> bool:
    """Are the books of this year closed?"""
    causes = ledger.caused_by(closing_cause(year))
    return sum(1 if each.kind == "period.closed" else -1 for each in causes) > 0


def must_reach(code: str, cents: int, coin: str, *, year: int | None = None, now: datetime) -> None:
    """Refuse a cost that the year's line does not exist for, or no longer reaches.

    The line is held for this transaction, so that two bills at once never go beyond it together. Raises
    NoSuchLine, YearIsOver or LineUsedUp.
    """
    row = must_exist(code, coin, year=year, now=now)
    BudgetLine.objects.select_for_update().get(id=row.id)
    left = row.cents - spent(row.year).get((code, row.currency), 0)
    if cents > left:
        raise LineUsedUp(row.title, max(0, left), row.currency)


def set_line(*, year: int, code: str, title: str, cents: int, because: Authority) -> None:
    """What a purpose has in a year from now on."""
    row = BudgetLine.objects.create(
        id=ids.new_id(because.at),
        year=year,
        code=code,
        title=title,
        cents=cents,
        currency=currency(),
        reference=because.reference,
        at=because.at,
    )
    said: dict[str, Json] = {"year": year, "code": code, "cents": cents, "currency": row.currency}
    record.append("treasury.budget-line", said, about=because.reference, now=because.at)

"""A month in numbers, as they are before anything is withheld: for `editions` alone, which withholds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commonhold.civic.exchange import fees as agreement_fees
from commonhold.civic.governance.queries import counts
from commonhold.civic.members import queries as members
from commonhold.civic.moderation import jury_pay
from commonhold.civic.moderation import queries as moderation
from commonhold.civic.open_data.vocabulary import ALL, Table
from commonhold.civic.treasury import accounts, months
from commonhold.civic.treasury import queries as treasury
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.codes import AccountKind
from commonhold.social.posts import census
from rulebook.suppression import Cell

#: Accounts whose entries are each about a person, who makes one a month; others tell of our own bills.
_OF_PEOPLE = frozenset(
    {accounts.DUES, accounts.GIFTS, accounts.PAID_WORK, jury_pay.COSTS, agreement_fees.INCOME}
)
_WEEK = timedelta(weeks=1)
_OUTCOMES = ("carried", "defeated", "no-quorum")


@dataclass(frozen=True)
class Figures:
    """One table for one period: its cells by name, `ALL` among them, which the others come to."""

    period: str
    cells: Mapping[str, Cell]


def figures(table: Table, month: str) -> list[Figures]:
    """All periods of this table that belong to the month."""
    return _OF[table](month)


def unit_of(table: Table) -> str:
    """ "people", "votes", "seats", "posts", "measures", or the currency's code for its smallest coin."""
    money = f"{accounts.currency()} minor units"
    return {
        Table.MEMBERS: "people",
        Table.VOTES: "votes",
        Table.TURNOUT: "seats",
        Table.POSTS: "posts",
        Table.MODERATION: "measures",
    }.get(table, money)


def _members(month: str) -> list[Figures]:
    _since, until = _span(month)
    return [_summed(month, {key: Cell(n, n) for key, n in members.counts_by_class(at=until).items()})]


def _votes(month: str) -> list[Figures]:
    """Each stands on its own page for everybody, so these are of nobody."""
    since, until = _span(month)
    found = Counter(each.outcome for each in counts.turnouts(since=since, until=until))
    return [_summed(month, {name: Cell(found[name], None) for name in _OUTCOMES}, is_of_people=False)]


def _turnout(month: str) -> list[Figures]:
    """Over all votes that were counted in the month. A seat is one member's in one vote."""
    since, until = _span(month)
    found = counts.turnouts(since=since, until=until)
    # The same people vote again and again: as many stand behind a sum as behind its largest part.
    took, away = [each.cast for each in found], [each.roll - each.cast for each in found]
    cells = {
        "took-part": Cell(sum(took), max(took, default=0)),
        "stayed-away": Cell(sum(away), max(away, default=0)),
    }
    return [_summed(month, cells)]


def _posts(month: str) -> list[Figures]:
    """The weeks that end in the month, each from Monday to Sunday in UTC."""
    return [
        _summed(
            f"{start.isocalendar().year}-W{start.isocalendar().week:02}",
            {
                audience: Cell(said.posts, said.writers)
                for audience, said in census.by_audience(start, start + _WEEK).items()
            },
            people=census.writers_between(start, start + _WEEK),
        )
        for start in _weeks(month)
    ]


def _moderation(month: str) -> list[Figures]:
    since, until = _span(month)
    taken = moderation.taken_between(since=since, until=until)
    cells = {str(kind): Cell(each.measures, each.people) for kind, each in taken.by_kind.items()}
    return [_summed(month, cells, people=taken.people)]


def _income(month: str) -> list[Figures]:
    return _money(month, AccountKind.INCOME, -1)


def _costs(month: str) -> list[Figures]:
    return _money(month, AccountKind.EXPENSES, 1)


def _money(month: str, kind: AccountKind, sign: int) -> list[Figures]:
    """Nothing for a month in which more was taken back than booked: a table has no numbers below nothing."""
    since, until = _span(month)
    coin = accounts.currency()
    closing = treasury.closing_causes()
    moved = ledger.moved(since=since, until=until, but_of=closing)
    found = {each.code: sign * each.amounts.get(coin, 0) for each in moved if each.kind is kind}
    if any(cents < 0 for cents in found.values()):
        return []
    entries = ledger.entries_on(sorted(set(found) & _OF_PEOPLE), since=since, until=until, but_of=closing)
    # Where nothing was booked there is nothing of anybody, and the books say so to everybody.
    cells = {
        code: Cell(cents, entries.get(code) if code in _OF_PEOPLE else None) for code, cents in found.items()
    }
    total = Cell(sum(found.values()), None)
    return [Figures(month, {**cells, ALL: total})]


def _summed(
    period: str, cells: Mapping[str, Cell], *, people: int | None = None, is_of_people: bool = True
) -> Figures:
    """With their sum. `people`: behind all of them together; else as many as behind each, added up."""
    behind = sum(each.people or 0 for each in cells.values()) if people is None else people
    total = sum(each.value for each in cells.values())
    return Figures(period, {**cells, ALL: Cell(total, behind if is_of_people else None)})


def _span(month: str) -> tuple[datetime, datetime]:
    return months.beginning(month), months.beginning(months.after(month))


def _weeks(month: str) -> Iterator[datetime]:
    since, until = _span(month)
    day = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    start = day - timedelta(days=day.weekday())
    while start + _WEEK <= until:
        if start + _WEEK > since:
            yield start
        start += _WEEK


_OF: Mapping[Table, Callable[[str], list[Figures]]] = {
    Table.MEMBERS: _members,
    Table.VOTES: _votes,
    Table.TURNOUT: _turnout,
    Table.POSTS: _posts,
    Table.MODERATION: _moderation,
    Table.INCOME: _income,
    Table.COSTS: _costs,
}

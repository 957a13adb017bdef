"""A month in numbers, as they are before anything is withheld: for `editions` alone, which withholds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commonhold.civic.governance.queries import counts
from commonhold.civic.members import queries as members
from commonhold.civic.moderation import queries as moderation
from commonhold.civic.open_data.behind import by_account
from commonhold.civic.open_data.vocabulary import ALL, Table
from commonhold.civic.treasury import accounts, months
from commonhold.civic.treasury import queries as treasury
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.booked import booked
from commonhold.ground.ledger.codes import AccountKind
from commonhold.social.posts import census
from rulebook.suppression import Cell

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
    cells = {key: Cell(n, n) for key, n in members.counts_by_class(at=until).items()}
    total = sum(each.value for each in cells.values())
    return [Figures(month, {**cells, ALL: Cell(total, total)})]  # each is of one class


def _votes(month: str) -> list[Figures]:
    """Each stands on its own page for everybody, so these are of nobody."""
    since, until = _span(month)
    found = Counter(each.outcome for each in counts.turnouts(since=since, until=until))
    return [_with_all(month, {name: Cell(found[name], None) for name in _OUTCOMES})]


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
    seats = Cell(sum(took) + sum(away), max((each.roll for each in found), default=0))
    return [Figures(month, {**cells, ALL: seats})]


def _posts(month: str) -> list[Figures]:
    """The weeks that end in the month, each from Monday to Sunday in UTC."""
    return [
        _with_all(
            f"{start.isocalendar().year}-W{start.isocalendar().week:02}",
            {
                audience: Cell.of({f"person:{each}": posts for each, posts in by.items()})
                for audience, by in census.by_audience(start, start + _WEEK).items()
            },
        )
        for start in _weeks(month)
    ]


def _moderation(month: str) -> list[Figures]:
    since, until = _span(month)
    taken = moderation.taken_between(since=since, until=until)
    return [_with_all(month, {str(kind): Cell.of(each.by, each.measures) for kind, each in taken.items()})]


def _income(month: str) -> list[Figures]:
    return _money(month, AccountKind.INCOME, -1)


def _costs(month: str) -> list[Figures]:
    return _money(month, AccountKind.EXPENSES, 1)


def _money(month: str, kind: AccountKind, sign: int) -> list[Figures]:
    """Nothing for a month in which more was taken back than booked: a table has no numbers below nothing."""
    since, until = _span(month)
    coin = accounts.currency()
    entries = booked(kind, currency=coin, since=since, until=until, but_of=treasury.closing_causes())
    found = {each.code: 0 for each in ledger.accounts() if each.kind is kind}
    for each in entries:
        found[each.account] += sign * each.amount
    if any(cents < 0 for cents in found.values()):
        return []
    people = by_account(entries)
    # Where nothing was booked there is nothing of anybody, and the books say so to everybody.
    cells = {
        code: Cell.of(people[code], cents) if people.get(code) else Cell(cents, None)
        for code, cents in found.items()
    }
    return [_with_all(month, cells)]


def _with_all(period: str, cells: Mapping[str, Cell]) -> Figures:
    """With their sum, behind which stands whoever stands behind a part of it, each once."""
    together: Counter[str] = Counter()
    for each in cells.values():
        together.update(each.by)
    total = sum(each.value for each in cells.values())
    is_of_nobody = all(each.people is None for each in cells.values())
    return Figures(period, {**cells, ALL: Cell(total, None) if is_of_nobody else Cell.of(together, total)})


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

"""Statements and what waits of them: for treasurers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import matching, statements
from commonhold.civic.payments.matching import Missing, Suggestion
from commonhold.civic.payments.models import Allocation, Expected, Line, LineEntry, Statement, StatementFile
from commonhold.civic.payments.reading import tables
from commonhold.civic.payments.refusals import NoSuchStatement
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import BANK
from commonhold.civic.treasury.queries.books import EntryLine
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_RECENT = timedelta(days=60)
_MOST_ENTRIES = 300


@dataclass(frozen=True)
class LineView:
    """A movement as the bank wrote it."""

    id: int
    day: date
    cents: int
    currency: str
    name: str
    account: str
    text: str
    is_booked: bool
    is_named: bool  # a reference in it names something that is expected, or dues


@dataclass(frozen=True)
class StatementLine:
    """A statement in the list."""

    id: int
    name: str
    number: str
    at: datetime
    booked_at: datetime | None
    count: int


@dataclass(frozen=True)
class StatementView:
    """A statement to look at. `books`: what our bank account held once it was booked, or what it holds.

    Balances are None where the file doesn't say them.
    """

    line: StatementLine
    account: str
    currency: str
    opening: int | None
    closing: int | None
    books: int
    new: Sequence[LineView]
    known: Sequence[LineView]
    alike: Sequence[LineView]
    people_ids: Sequence[int]  # whose money its movements were found to be

    @property
    def comes_to(self) -> int:
        return sum(each.cents for each in self.new)

    @property
    def difference(self) -> int | None:
        """How much more the books have than the bank, once the statement is in them; None: not said."""
        if self.closing is None:
            return None
        return self.books + (0 if self.line.booked_at else self.comes_to) - self.closing


@dataclass(frozen=True)
class FileView:
    """A table whose columns are asked for."""

    id: int
    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    guess: tables.Layout


@dataclass(frozen=True)
class WaitingLine:
    """A movement of which `rest` is not assigned, with what it may be."""

    line: LineView
    rest: int
    suggestions: Sequence[Suggestion]
    missing: Missing | None
    entries: Sequence[EntryLine]  # in the books by hand, with the same amount
    may_go_back: bool
    booked_at: datetime | None
    people_ids: frozenset[int]  # whose money it is known to be

    @property
    def id(self) -> int:
        return self.line.id


@dataclass(frozen=True)
class ExpectedChoice:
    """A payment that is expected of anybody."""

    id: int
    person: PersonLine | None
    words: str
    cents: int
    currency: str


@dataclass(frozen=True)
class Open:
    """How much waits at the desk."""

    statements: int
    lines: int


def statements_of(viewer: Viewer, *, now: datetime, limit: int = 60) -> list[StatementLine]:
    """All statements, the newest first. Raises Refusal for all but treasurers."""
    must_be_treasurer(viewer, now)
    return [_head(row) for row in Statement.objects.order_by("-id")[:limit]]


def statement(viewer: Viewer, statement_id: int, *, now: datetime) -> StatementView:
    """One statement with its lines. Raises Refusal for all but treasurers, or NoSuchStatement."""
    must_be_treasurer(viewer, now)
    row = Statement.objects.filter(id=statement_id).first()
    if row is None:
        raise NoSuchStatement
    known, alike = statements.known(row), statements.alike(row)
    lines = list(row.lines.select_related("statement").order_by("position"))
    open_still = [each for each in lines if row.booked_at is None or each.booked_at is None]
    known_lines = [each for each in open_still if each.id in known]
    alike_lines = [each for each in open_still if each.id in alike - known]
    left_out = {each.id for each in [*known_lines, *alike_lines]}
    books = ledger.held_in(BANK).get(row.currency, 0) if row.books is None else row.books
    return StatementView(
        line=_head(row),
        account=row.account,
        currency=row.currency,
        opening=row.opening,
        closing=row.closing,
        books=books,
        new=_views([each for each in lines if each.id not in left_out]),
        known=_views(known_lines),
        alike=_views(alike_lines),
        people_ids=_people_of(row),
    )


def _people_of(row: Statement) -> list[int]:
    assigned = Allocation.objects.filter(line__statement=row, person__isnull=False)
    return sorted(set(assigned.values_list("person_id", flat=True)))


def file(viewer: Viewer, file_id: int, *, now: datetime) -> FileView:
    """A table that waits for its columns. Raises Refusal for all but treasurers, or NoSuchStatement."""
    must_be_treasurer(viewer, now)
    row = StatementFile.objects.filter(id=file_id).first()
    if row is None:
        raise NoSuchStatement
    found = tables.table(bytes(row.content))
    return FileView(row.id, row.name, found.titles, found.rows[:4], tables.guess(found))


def unassigned(viewer: Viewer, *, now: datetime) -> list[WaitingLine]:
    """Movements that are not all assigned, the oldest first. Raises Refusal for all but treasurers."""
    must_be_treasurer(viewer, now)
    found = matching.waiting()
    by_amount = _entries_by_amount(now) if found else {}
    suggested = matching.suggestions(found, now=now)
    whole, missing = matching.parts(found)
    known = matching.known_of([line for line, _rest in found])
    views = _views([line for line, _rest in found])
    return [
        WaitingLine(
            line=view,
            rest=rest,
            suggestions=[*filter(None, [whole.get(line.id)]), *suggested[line.id]],
            missing=missing.get(line.id),
            entries=by_amount.get(rest, ())[:5],
            may_go_back=rest > 0 and bool(line.account),
            booked_at=line.booked_at,
            people_ids=frozenset(known[line.id]),
        )
        for view, (line, rest) in zip(views, found, strict=True)
    ]


def expected(viewer: Viewer, *, now: datetime, limit: int = 500) -> list[ExpectedChoice]:
    """All that is expected, the oldest first. Raises Refusal for all but treasurers."""
    must_be_treasurer(viewer, now)
    rows = list(Expected.objects.filter(arrival=None, called_off=None).order_by("id")[:limit])
    lines = people.lines(viewer, {row.person_id for row in rows if row.person_id is not None})
    return [
        ExpectedChoice(row.id, lines.get(row.person_id or 0), row.words, row.cents, row.currency)
        for row in rows
    ]


def open_at_desk(viewer: Viewer, *, now: datetime) -> Open:
    """What a treasurer has still to do here. Raises Refusal for all others."""
    must_be_treasurer(viewer, now)
    return Open(Statement.objects.filter(booked_at=None).count(), len(matching.waiting()))


def must_be_treasurer(viewer: Viewer, now: datetime) -> None:
    mandates.must_hold(viewer.person_id or 0, Role.TREASURER, at=now)


def _entries_by_amount(now: datetime) -> dict[int, list[EntryLine]]:
    """Entries of the last weeks that moved the bank and stand for no line yet, by how much."""
    recent = [each for each in treasury.entries(Viewer(None), limit=_MOST_ENTRIES) if each.at > now - _RECENT]
    named = set(
        LineEntry.objects.filter(entry_id__in=[each.id for each in recent]).values_list("entry_id", flat=True)
    )
    found: dict[int, list[EntryLine]] = {}
    for each in recent:
        if each.into_bank and each.id not in named:
            found.setdefault(each.into_bank, []).append(each)
    return found


def _head(row: Statement) -> StatementLine:
    return StatementLine(row.id, row.name, row.number, row.at, row.booked_at, row.lines.count())


def _views(lines: Sequence[Line]) -> list[LineView]:
    named = matching.named(lines)
    return [
        LineView(
            id=row.id,
            day=row.day,
            cents=row.cents,
            currency=row.statement.currency,
            name=row.name,
            account=row.account,
            text=" ".join(filter(None, [row.text, row.reference])),
            is_booked=row.booked_at is not None,
            is_named=row.id in named,
        )
        for row in lines
    ]

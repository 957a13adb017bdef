"""Closing months and years: the treasurer asks, another person with a mandate confirms."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.accounting import carrying, periods, standing, statement
from commonhold.civic.accounting.models import Appropriation, Closing, ClosingStep, Statement
from commonhold.civic.accounting.refusals import (
    AnotherFirst,
    AnotherPersonNeeded,
    AppropriatedAlready,
    AskedAlready,
    ClosedAlready,
    ClosingIsOver,
    NoSuchClosing,
    NoSuchPeriod,
    NotClosed,
    NotOver,
    NotTheLastYear,
    ReasonNeeded,
)
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.shares import reconciling
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import open_accounts
from commonhold.ground import ids
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.closing import SETTLED, close_books
from commonhold.ground.ledger.queries import Head
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications
from rulebook.canonical import Json

#: Who confirms what a treasurer asked for.
CONFIRMERS = (Role.TREASURER, Role.BOARD, Role.AUDITOR)
LONGEST_REASON = 500
_MOST_IN_LEAF = 300  # balances; a leaf is short, and of more of them the close keeps all the same
_Step = ClosingStep.Kind


@transaction.atomic
def ask_to_close(by: int, *, period: str, now: datetime) -> int:
    """Ask to close a month, "2026-05", or a year, "2026"; return the closing's id. For the treasurer mandate.

    Raises Refusal without it, NoSuchPeriod, ClosedAlready, AskedAlready, NotOver, or AnotherFirst.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    _must_be_next(period, now)
    if standing.waiting().filter(period=period).exists():
        raise AskedAlready(periods.in_words(period))
    row = Closing.objects.create(id=ids.new_id(now), period=period, asked_by_id=by, at=now)
    others = {each.person_id for role in CONFIRMERS for each in mandates.holders(role, at=now)} - {by}
    _tell(sorted(others), "asked", row, now)
    return row.id


def confirm_closing(by: int, *, closing_id: int, now: datetime) -> None:
    """Confirm what another person asked for, and close: for treasurers, the board and auditors.

    Raises Refusal without such a mandate, NoSuchClosing, ClosingIsOver, AnotherPersonNeeded, or like
    `ask_to_close`.
    """
    _must_confirm(by, now)
    asked = Closing.objects.filter(id=closing_id).first()
    if asked is None:
        raise NoSuchClosing
    if asked.asked_by_id == by:
        raise AnotherPersonNeeded
    # Reading every entry takes its time, so nobody is kept waiting while the head is worked out.
    head = None if periods.is_year(asked.period) else ledger.head(until=periods.span(asked.period).until)
    _confirm(by, closing_id, head, now)


@transaction.atomic
def withdraw_closing(by: int, *, closing_id: int, now: datetime) -> None:
    """Not yet: whoever asked takes it back, or whoever could confirm says no.

    Raises Refusal without a mandate, NoSuchClosing or ClosingIsOver.
    """
    row = _lock(closing_id)
    _must_confirm(by, now)
    _step(row, _Step.WITHDRAWN, by, now)


@transaction.atomic
def reopen_year(by: int, *, year: int, reason: str, now: datetime) -> None:
    """Open the year that was closed last again, by reversing what its closing booked.

    No entry comes into it even so: its months stay closed. For treasurers, the board and auditors. Raises
    Refusal without such a mandate, NotClosed, NotTheLastYear, AppropriatedAlready or ReasonNeeded.
    """
    _must_confirm(by, now)
    found = standing.statement(year)
    if found is None:
        raise NotClosed(year)
    row = _lock(found.closing_id, is_over=True)
    if standing.last_year() != year:
        raise NotTheLastYear
    if Appropriation.objects.filter(statement=found).exists():
        raise AppropriatedAlready(year)
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    _step(row, _Step.REOPENED, by, now, reason=reason.strip())
    carrying.carry_back(year, now=now)
    record.append("treasury.year-reopened", {"year": year}, now=now)


@transaction.atomic
def _confirm(by: int, closing_id: int, head: Head | None, now: datetime) -> None:
    row = _lock(closing_id)
    _must_be_next(row.period, now)
    open_accounts(now=now)
    if head is None:
        _close_year(row, by, now)
    else:
        _close_month(row, by, head, now)
    _tell([row.asked_by_id], "closed", row, now)


def _close_month(row: Closing, by: int, head: Head, now: datetime) -> None:
    reconciling.must_agree()
    until = periods.span(row.period).until
    close = close_books(until=until, head=head, now=now)
    _step(row, _Step.CONFIRMED, by, now, close=close)
    held = sorted(ledger.closed(close).balances.items())
    body: dict[str, Json] = {
        "period": row.period,
        "until": ids.milliseconds(until),
        "entries": head.count,
        "sha256": head.sha256,
        "balances": [[code, coin, str(amount)] for (code, coin), amount in held[:_MOST_IN_LEAF]],
    }
    record.append("treasury.month-closed", body, now=now)


def _close_year(row: Closing, by: int, now: datetime) -> None:
    year = int(row.period)
    body, digest = statement.written(statement.figures_of(year))
    times = Statement.objects.filter(year=year).count()
    _step(row, _Step.CONFIRMED, by, now)
    Statement.objects.create(closing=row, year=year, body=body, sha256=digest)
    entries = carrying.carry(year, times=times, now=now)
    leaf: dict[str, Json] = {
        "year": year,
        "statement_sha256": digest,
        "entries": [str(each) for each in entries],
    }
    record.append("treasury.year-closed", leaf, now=now)


def _must_be_next(period: str, now: datetime) -> None:
    first = treasury.first_month()
    if first is None or not periods.is_period(period) or period < first[: len(period)]:
        raise NoSuchPeriod
    words, is_year = periods.in_words(period), periods.is_year(period)
    due = str(standing.next_year()) if is_year else standing.next_month() or ""
    if period < due:
        raise ClosedAlready(words)
    if periods.span(period).until > now - SETTLED:
        raise NotOver(words)
    if period > due:
        raise AnotherFirst(periods.in_words(due))
    last = standing.last_month() or ""
    if is_year and last < f"{period}-12":
        raise AnotherFirst(periods.in_words(standing.next_month() or first))


def _must_confirm(by: int, now: datetime) -> None:
    held = {each.role for each in mandates.held_by(by, at=now)}
    if not held & set(CONFIRMERS):
        mandates.must_hold(by, Role.TREASURER, at=now)


def _lock(closing_id: int, *, is_over: bool = False) -> Closing:
    row = Closing.objects.select_for_update().filter(id=closing_id).first()
    if row is None:
        raise NoSuchClosing
    if not is_over and row.steps.exists():
        raise ClosingIsOver
    return row


def _step(
    row: Closing,
    kind: ClosingStep.Kind,
    by: int,
    now: datetime,
    *,
    reason: str = "",
    close: int | None = None,
) -> None:
    ClosingStep.objects.create(
        id=ids.new_id(now), closing=row, kind=kind, by_id=by, at=now, reason=reason, close=close
    )


def _tell(people: list[int], what: str, row: Closing, now: datetime) -> None:
    notifications.notify_all(
        people_ids=people,
        kind=f"accounting.closing-{what}",
        subject=f"closing:{row.id}",
        words=periods.in_words(row.period),
        now=now,
    )

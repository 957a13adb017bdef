"""How it stands with months and years: closed with which head, waiting for whom, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.accounting import periods, standing
from commonhold.civic.accounting.actions.closing import CONFIRMERS
from commonhold.civic.accounting.models import Appropriation, Closing, ClosingStep, Statement
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.closing import SETTLED
from commonhold.ground.ledger.queries import Head
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class Waiting:
    """Somebody asked to close a period."""

    id: int
    period: str
    words: str
    by: PersonLine
    at: datetime
    may_confirm: bool
    may_withdraw: bool


@dataclass(frozen=True)
class ClosedPeriod:
    """Who closed it and when. A month has its head, a year its statement's hash."""

    period: str
    words: str
    asked_by: PersonLine
    confirmed_by: PersonLine
    at: datetime
    head: Head | None
    sha256: str
    is_adopted: bool
    may_reopen: bool


@dataclass(frozen=True)
class Board:
    """`next_month` and `next_year` are what may be asked for now, with their words; empty: nothing yet."""

    waiting: Sequence[Waiting]
    years: Sequence[ClosedPeriod]
    months: Sequence[ClosedPeriod]
    next_month: tuple[str, str]
    next_year: tuple[str, str]
    may_ask: bool


def board(viewer: Viewer, *, now: datetime) -> Board:
    """All of it, the latest first: for everybody, and what begins with `may_` is the viewer's."""
    held = (
        set()
        if viewer.person_id is None
        else {each.role for each in mandates.held_by(viewer.person_id, at=now)}
    )
    confirms = bool(held & set(CONFIRMERS))
    rows = list(standing.closed().order_by("-period").prefetch_related("steps"))
    asked = list(standing.waiting().order_by("period"))
    steps = {row.id: _confirmed(row) for row in rows}
    names = people.lines(
        viewer, {row.asked_by_id for row in (*rows, *asked)} | {step.by_id for step in steps.values()}
    )
    adopted = set(Appropriation.objects.values_list("statement_id", flat=True))
    hashes = dict(Statement.objects.values_list("closing_id", "sha256"))
    last = str(standing.last_year() or "")
    told = [
        ClosedPeriod(
            period=row.period,
            words=periods.in_words(row.period),
            asked_by=names[row.asked_by_id],
            confirmed_by=names[steps[row.id].by_id],
            at=steps[row.id].at,
            head=None if (close := steps[row.id].close) is None else ledger.closed(close).head,
            sha256=hashes.get(row.id, ""),
            is_adopted=row.id in adopted,
            may_reopen=confirms and row.period == last and row.id not in adopted,
        )
        for row in rows
    ]
    return Board(
        waiting=[
            Waiting(
                id=row.id,
                period=row.period,
                words=periods.in_words(row.period),
                by=names[row.asked_by_id],
                at=row.at,
                may_confirm=confirms and row.asked_by_id != viewer.person_id,
                may_withdraw=confirms,
            )
            for row in asked
        ],
        years=[each for each in told if periods.is_year(each.period)],
        months=[each for each in told if not periods.is_year(each.period)],
        next_month=_next(standing.next_month(), asked, now),
        next_year=_next_year(asked, now),
        may_ask=Role.TREASURER in held,
    )


def _confirmed(row: Closing) -> ClosingStep:
    return next(each for each in row.steps.all() if each.kind == ClosingStep.Kind.CONFIRMED)


def _next(period: str | None, asked: Sequence[Closing], now: datetime) -> tuple[str, str]:
    if period is None or any(each.period == period for each in asked):
        return "", ""
    return (period, periods.in_words(period)) if periods.span(period).until <= now - SETTLED else ("", "")


def _next_year(asked: Sequence[Closing], now: datetime) -> tuple[str, str]:
    year = standing.next_year()
    if year is None or (standing.last_month() or "") < f"{year}-12":
        return "", ""
    return _next(str(year), asked, now)

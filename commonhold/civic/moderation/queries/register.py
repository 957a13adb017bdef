"""The public register: every case, naming nobody, dated by its month. Its numbers are in `applied.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation.lent import lenders_of
from commonhold.civic.moderation.models import Case, Draw, Measure
from commonhold.civic.moderation.refusals import NoSuchCase
from commonhold.civic.moderation.vocabulary import End, Kind, Ladder, Level
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

_PARTS = ("measures__appeals", "measures__draws__jurors")
REVERSED = {End.OVERTURNED, End.DEADLINE, End.VOTED}


@dataclass(frozen=True)
class PublicDraw:
    """A jury in the register; its file can be fetched once it is drawn. `lenders` lent some of its pool."""

    id: int
    level: Level
    seats: int
    is_drawn: bool
    outcome: str
    upholding: int
    voted: int
    lenders: tuple[str, ...]


@dataclass(frozen=True)
class PublicMeasure:
    """A measure in the register: what, on which ground, for how long, and how it ended."""

    kind: Ladder
    rule: str
    law: str
    days: int
    is_proposed: bool
    ended_how: str
    was_reversed: bool
    appeals: tuple[tuple[Level, str], ...]  # before whom, and what came of it
    draws: tuple[PublicDraw, ...]


@dataclass(frozen=True)
class PublicCase:
    """A case in the register. `month` is the first of its month; its words are nobody's to read."""

    id: int
    kind: Kind
    month: datetime
    is_closed: bool
    is_illegal: bool
    measures: tuple[PublicMeasure, ...]

    @property
    def has_draws(self) -> bool:
        return any(draw.is_drawn for each in self.measures for draw in each.draws)


def public_cases(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[PublicCase]:
    """Cases in which a measure was taken, the latest first."""
    rows = Case.objects.filter(measures__isnull=False).distinct().order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_public(row) for row in rows.prefetch_related(*_PARTS)[:limit]]


def public_case(viewer: Viewer, case_id: int) -> PublicCase:
    """One case of the register. Raises NoSuchCase."""
    rows = Case.objects.filter(id=case_id, measures__isnull=False).distinct()
    row = rows.prefetch_related(*_PARTS).first()
    if row is None:
        raise NoSuchCase
    return _public(row)


@dataclass(frozen=True)
class Decider:
    """Who took or reviewed a measure: for auditors alone."""

    kind: Ladder
    what: str  # "took" or "reviewed"
    person: PersonLine
    at: datetime


def who_decided(viewer: Viewer, case_id: int, *, now: datetime) -> list[Decider]:
    """Who decided on a case, for whoever holds the auditor's mandate; nothing for anybody else."""
    if not _is_auditor(viewer, now):
        return []
    rows = list(Measure.objects.filter(case_id=case_id).prefetch_related("appeals").order_by("id"))
    took = [(row, "took", row.by_id, row.at) for row in rows]
    took += [
        (row, "reviewed", each.decided_by_id, each.decided_at)
        for row in rows
        for each in row.appeals.all()
        if each.decided_by_id is not None and each.decided_at is not None
    ]
    known = people.lines(viewer, {by for _row, _what, by, _at in took})
    return [Decider(Ladder(row.kind), what, known[by], at) for row, what, by, at in took if by in known]


def is_case(case_id: int) -> bool:
    """Is there a case of this number, open or closed?"""
    return Case.objects.filter(id=case_id).exists()


def _is_auditor(viewer: Viewer, now: datetime) -> bool:
    if viewer.person_id is None:
        return False
    return any(each.role == Role.AUDITOR for each in mandates.held_by(viewer.person_id, at=now))


def _public(row: Case) -> PublicCase:
    taken = sorted(row.measures.all(), key=lambda each: each.id)
    return PublicCase(
        id=row.id,
        kind=Kind(row.kind),
        month=row.at.replace(day=1, hour=12, minute=0, second=0, microsecond=0),
        is_closed=row.closed_at is not None,
        is_illegal=row.is_illegal,
        measures=tuple(_measure(each) for each in taken),
    )


def _measure(row: Measure) -> PublicMeasure:
    appeals = sorted(row.appeals.all(), key=lambda each: each.id)
    draws = sorted(row.draws.all(), key=lambda each: each.id)
    return PublicMeasure(
        kind=Ladder(row.kind),
        rule=row.rule,
        law=row.law,
        days=row.days,
        is_proposed=row.since is None,
        ended_how=str(End(row.end).label) if row.end else "",
        was_reversed=row.end in REVERSED,
        appeals=tuple((Level(each.level), each.outcome) for each in appeals),
        draws=tuple(_draw(each) for each in draws),
    )


def _draw(row: Draw) -> PublicDraw:
    votes = [each.upholds for each in row.jurors.all() if each.upholds is not None]
    is_over = row.decided_at is not None
    return PublicDraw(
        id=row.id,
        level=Level(row.level),
        seats=row.seats,
        is_drawn=row.drawn_at is not None,
        outcome=row.outcome,
        upholding=sum(votes) if is_over else 0,
        voted=len(votes) if is_over else 0,
        lenders=lenders_of(row),
    )

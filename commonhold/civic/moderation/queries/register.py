"""The public register: which rules were applied and how often that was overturned; every case, naming nobody.

Where few are concerned little is said: of fewer than three cases there is no number, and a case is dated by
its month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation.lent import lenders_of
from commonhold.civic.moderation.models import Case, Draw, LawReport, Measure
from commonhold.civic.moderation.refusals import NoSuchCase
from commonhold.civic.moderation.vocabulary import End, Kind, Ladder, Level
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

#: Of fewer there is no number: it would tell of somebody.
FEWEST = 3
_PARTS = ("measures__appeals", "measures__draws__jurors")
_REVERSED = {End.OVERTURNED, End.DEADLINE, End.VOTED}


@dataclass(frozen=True)
class RuleLine:
    """How a rule was applied. None stands for fewer than three; hours from the report to the measure."""

    rule: str
    is_law: bool
    applied: int | None
    appealed: int | None
    overturned: int | None
    median_hours: int | None


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


def rules_applied(viewer: Viewer, *, since: datetime | None = None) -> list[RuleLine]:
    """Every ground on which a measure was taken, the most used first."""
    rows = Measure.objects.filter(since__isnull=False).select_related("case").prefetch_related("appeals")
    if since is not None:
        rows = rows.filter(since__gt=since)
    by_ground: dict[tuple[str, bool], list[Measure]] = {}
    for row in rows.prefetch_related("case__reports"):
        by_ground.setdefault((row.law or row.rule, bool(row.law)), []).append(row)
    lines = [_rule_line(ground, is_law, found) for (ground, is_law), found in by_ground.items()]
    return sorted(lines, key=lambda line: (-(line.applied or 0), line.rule))


@dataclass(frozen=True)
class Year:
    """A time's measures as numbers. None stands for fewer than three; kinds of fewer are in no line.

    `median_hours`: from the first report to the measure.
    """

    measures: int | None
    by_kind: tuple[tuple[Ladder, int], ...]
    appealed: int | None
    overturned: int | None
    juries: int | None
    law_reports: int | None
    median_hours: int | None


def year(viewer: Viewer, *, since: datetime, until: datetime) -> Year:
    """What was done within a time, and what became of it by its end, for everybody."""
    rows = Measure.objects.filter(since__gt=since, since__lte=until).select_related("case")
    found = list(rows.prefetch_related("appeals", "case__reports"))
    reversed_ = [each for each in found if each.end in _REVERSED and (each.ended_at or until) <= until]
    kinds = Counter(Ladder(each.kind) for each in found)
    waits = list(_hours(found))
    return Year(
        measures=_said(len(found)),
        by_kind=tuple((kind, kinds[kind]) for kind in Ladder if kinds[kind] >= FEWEST),
        appealed=_said(sum(bool(each.appeals.all()) for each in found)),
        overturned=_said(len(reversed_)),
        juries=_said(Draw.objects.filter(drawn_at__gt=since, drawn_at__lte=until).count()),
        law_reports=_said(LawReport.objects.filter(at__gt=since, at__lte=until).count()),
        median_hours=median_low(waits) if len(waits) >= FEWEST else None,
    )


@dataclass(frozen=True)
class Taken:
    """So many measures, which concerned so many people."""

    measures: int
    people: int


@dataclass(frozen=True)
class TakenBetween:
    """By kind, and how many people all of them concerned. Nothing is left out: this is not for the public."""

    by_kind: dict[Ladder, Taken]
    people: int


def taken_between(*, since: datetime, until: datetime) -> TakenBetween:
    """What was done in a time, for a room that withholds what would tell of few."""
    rows = Measure.objects.filter(since__gte=since, since__lt=until).values_list("kind", "person_id")
    found: dict[Ladder, list[int | None]] = {kind: [] for kind in Ladder}
    for kind, person_id in rows:
        found[Ladder(kind)].append(person_id)
    whom = {kind: {each for each in people_ids if each is not None} for kind, people_ids in found.items()}
    return TakenBetween(
        {kind: Taken(len(each), len(whom[kind])) for kind, each in found.items()},
        len(set().union(*whom.values())),
    )


def _said(count: int) -> int | None:
    """A number that tells of nobody: none at all, or three and more."""
    return None if 0 < count < FEWEST else count


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
        was_reversed=row.end in _REVERSED,
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


def _rule_line(ground: str, is_law: bool, found: list[Measure]) -> RuleLine:
    waits = list(_hours(found))
    is_said = len(found) >= FEWEST
    return RuleLine(
        rule=ground,
        is_law=is_law,
        applied=len(found) if is_said else None,
        appealed=sum(bool(each.appeals.all()) for each in found) if is_said else None,
        overturned=sum(each.end in _REVERSED for each in found) if is_said else None,
        median_hours=median_low(waits) if is_said and waits else None,
    )


def _hours(found: Iterable[Measure]) -> Iterable[int]:
    """From the first report of each to the measure."""
    for each in found:
        first = min((report.at for report in each.case.reports.all()), default=None)
        if first is not None and each.since is not None:
            yield int((each.since - first).total_seconds()) // 3600

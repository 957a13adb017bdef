"""Reports as those may read them who sent them, and those who hold a mandate. Nobody else learns of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from django.db.models import QuerySet

from commonhold.civic.moderation import copies
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.copies import Copy
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.refusals import MandateNeeded
from commonhold.ground.charter import queries as charter
from commonhold.ground.spans import Span, beyond, onward, within
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

Kind = Report.Kind


@dataclass(frozen=True)
class ReportView:
    """A report. `outcome` is empty, dismissed or kept; `reporter` is there for whoever holds a mandate."""

    id: int
    kind: Kind
    copy: Copy
    person: PersonLine | None
    rule: str
    words: str
    at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None
    reporter: PersonLine | None
    is_mine: bool


#: Part of a list, and the id of the report after which the next part begins, if there is one.
Page = tuple[list[ReportView], int | None]


def rules() -> list[str]:
    """The rules of which a report names one, as the charter has them now."""
    return charter.current().read(ModerationCharter).each_rule


def reports_of(viewer: Viewer, *, before: int | None = None, limit: int = 100) -> list[ReportView]:
    """What the viewer herself reported, the latest first."""
    rows = Report.objects.filter(reporter_id=viewer.person_id or 0)
    return _views(viewer, within(rows, Span(limit, before=before)), with_reporters=False)


def waiting(viewer: Viewer, *, after: int | None = None, limit: int = 20) -> Page:
    """Reports that wait for an answer, the oldest first; none about the viewer. Raises MandateNeeded."""
    found, further = onward(_for_steward(viewer).filter(answered_at=None), after=after, limit=limit)
    return _views(viewer, found, with_reporters=True), further


def answered(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> Page:
    """Reports that were answered, the latest first; none about the viewer. Raises MandateNeeded."""
    rows = _for_steward(viewer).filter(answered_at__isnull=False)
    found, further = beyond(rows, before, order=("-answered_at", "-id"), limit=limit)
    return _views(viewer, found, with_reporters=True), further


def may_answer(viewer: Viewer) -> bool:
    """Does the viewer hold a mandate, so that she reads reports?"""
    return viewer.person_id is not None and people.is_steward(viewer.person_id)


@dataclass(frozen=True)
class Numbers:
    """What came in over a time, and what became of it by its end; nobody is named.

    `median_minutes` is how long half of those that were answered waited at most; None when none was.
    """

    reported: int
    waiting: int
    kept: int
    dismissed: int
    median_minutes: int | None


def numbers(viewer: Viewer, *, since: datetime, until: datetime) -> Numbers:
    """Reports of a time as numbers, for everybody."""
    sent = Report.objects.filter(at__gt=since, at__lte=until).values_list("at", "outcome", "answered_at")
    rows = [(at, outcome, done) for at, outcome, done in sent]
    answered = [(at, outcome, done) for at, outcome, done in rows if done is not None and done <= until]
    outcomes = [outcome for _at, outcome, _done in answered]
    waits = [int((done - at).total_seconds()) // 60 for at, _outcome, done in answered]
    return Numbers(
        reported=len(rows),
        waiting=len(rows) - len(answered),
        kept=outcomes.count(Report.Outcome.KEPT),
        dismissed=outcomes.count(Report.Outcome.DISMISSED),
        median_minutes=median_low(waits) if waits else None,
    )


def _for_steward(viewer: Viewer) -> QuerySet[Report]:
    if not may_answer(viewer):
        raise MandateNeeded
    return Report.objects.exclude(person_id__in=people.same_human(viewer.person_id or 0))


def _views(viewer: Viewer, found: Iterable[Report], *, with_reporters: bool) -> list[ReportView]:
    rows = list(found)
    named = {each for row in rows for each in (row.person_id, row.reporter_id) if each is not None}
    # Whoever answers a report must know whom it concerns, whatever stands between her and them.
    known = people.lines(viewer, named)
    return [
        ReportView(
            id=row.id,
            kind=Kind(row.kind),
            copy=copies.from_json(row.copy),
            person=known.get(row.person_id or 0),
            rule=row.rule,
            words=row.words,
            at=row.at,
            outcome=row.outcome,
            answer=row.answer,
            answered_at=row.answered_at,
            reporter=known.get(row.reporter_id) if with_reporters else None,
            is_mine=row.reporter_id == viewer.person_id,
        )
        for row in rows
    ]

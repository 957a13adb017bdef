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
from commonhold.civic.moderation.queries.applied import unless_few
from commonhold.civic.moderation.refusals import MandateNeeded, NoSuchReport
from commonhold.civic.moderation.standing import may_ask_again
from commonhold.civic.moderation.trusted import of_trusted_co_ops
from commonhold.civic.moderation.vocabulary import Kind
from commonhold.ground.charter import queries as charter
from commonhold.ground.spans import Span, beyond, onward, within
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class ReportView:
    """A report. `outcome` is empty, dismissed or kept; `reporter` is there for whoever holds a mandate.

    `passed_on_to` is the domain of another server that was told too; empty where none was.
    So is `co_op`: the co-op that we trust from which it came, or empty.
    """

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
    case_id: int | None = None
    passed_on_to: str = ""
    co_op: str = ""
    is_late: bool = False  # nobody read it in time
    second_words: str = ""  # why its reporter asked others to look again, after `first_answer`
    first_answer: str = ""
    may_ask_again: bool = False
    is_anothers: bool = False  # the viewer dismissed it before, so somebody else answers it now


#: Part of a list, and the id of the report after which the next part begins, if there is one.
Page = tuple[list[ReportView], int | None]


def reports_of(
    viewer: Viewer, *, before: int | None = None, limit: int = 100, now: datetime | None = None
) -> list[ReportView]:
    """What the viewer herself reported, the latest first; `now` as in `views`."""
    rows = Report.objects.filter(reporter_id=viewer.person_id or 0)
    return views(viewer, within(rows, Span(limit, before=before)), with_reporters=False, now=now)


def waiting(viewer: Viewer, *, after: int | None = None, limit: int = 20) -> Page:
    """Reports that wait for an answer, the oldest first; none about the viewer. Raises MandateNeeded."""
    found, further = onward(_for_steward(viewer).filter(answered_at=None), after=after, limit=limit)
    return views(viewer, found, with_reporters=True), further


def answered(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> Page:
    """Reports that were answered, the latest first; none about the viewer. Raises MandateNeeded."""
    rows = _for_steward(viewer).filter(answered_at__isnull=False)
    found, further = beyond(rows, before, order=("-answered_at", "-id"), limit=limit)
    return views(viewer, found, with_reporters=True), further


def reported(viewer: Viewer, report_id: int) -> ReportView:
    """One report, not about the viewer. Raises MandateNeeded or NoSuchReport."""
    row = _for_steward(viewer).filter(id=report_id).first()
    if row is None:
        raise NoSuchReport
    return views(viewer, [row], with_reporters=True)[0]


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


@dataclass(frozen=True)
class Late:
    """How many reports of a time nobody read within `days`, for everybody; None where few sent them."""

    days: int
    reports: int | None


def read_late(viewer: Viewer, *, since: datetime) -> Late:
    """Reports that nobody read in time, since then."""
    reporters = list(Report.objects.filter(late_at__gt=since).values_list("reporter_id", flat=True))
    days = charter.current().read(ModerationCharter).triage_days
    return Late(days, unless_few(len(reporters), set(reporters)))


def _for_steward(viewer: Viewer) -> QuerySet[Report]:
    if not may_answer(viewer):
        raise MandateNeeded
    return Report.objects.exclude(person_id__in=people.same_human(viewer.person_id or 0))


def views(
    viewer: Viewer, found: Iterable[Report], *, with_reporters: bool, now: datetime | None = None
) -> list[ReportView]:
    """Reports as the viewer reads them; with `now` it is said which of hers she may have looked at again."""
    rows, human = list(found), people.same_human(viewer.person_id or 0)
    named = {each for row in rows for each in (row.person_id, row.reporter_id) if each is not None}
    # Whoever answers a report must know whom it concerns, whatever stands between her and them.
    known = people.lines(viewer, named)
    trusted = of_trusted_co_ops({row.reporter_id for row in rows}) if with_reporters else {}
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
            case_id=row.case_id,
            passed_on_to=row.passed_on_to,
            co_op=trusted.get(row.reporter_id, ""),
            is_late=row.late_at is not None,
            second_words=row.second_words,
            first_answer=row.first_answer,
            may_ask_again=now is not None and may_ask_again(row, now),
            is_anothers=row.first_answered_by_id in human,
        )
        for row in rows
    ]

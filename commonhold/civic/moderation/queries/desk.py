"""Cases as those read them who hold a mandate and have no part in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.civic.moderation import copies
from commonhold.civic.moderation.copies import Copy
from commonhold.civic.moderation.measures import is_member
from commonhold.civic.moderation.models import Appeal, Case, LawReport, Measure
from commonhold.civic.moderation.queries.own import MeasureView, measure_view
from commonhold.civic.moderation.queries.reports import ReportView, may_answer, views
from commonhold.civic.moderation.refusals import MandateNeeded, NoSuchCase
from commonhold.civic.moderation.standing import deciders, is_conflicted
from commonhold.civic.moderation.vocabulary import OF_PEOPLE, End, Kind, Ladder, Level, only_of_others
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from rulebook.draw.rotation import order_of_day

_DUTY = timedelta(days=7)


@dataclass(frozen=True)
class CaseLine:
    """A case in a list. `waits` says for what: "measure", "appeal", "jury" or nothing."""

    id: int
    kind: Kind
    copy: Copy | None
    person: PersonLine | None
    at: datetime
    reports: int
    waits: str
    is_illegal: bool


@dataclass(frozen=True)
class Before:
    """What was done about the same person earlier."""

    case_id: int
    kind: Ladder
    at: datetime
    end: str


@dataclass(frozen=True)
class Waiting:
    """A first appeal that the viewer may answer."""

    id: int
    measure_id: int
    words: str
    due: datetime


@dataclass(frozen=True)
class CaseView:
    """All that whoever judges needs. `strikes`: measures on her within a year that were not overturned."""

    id: int
    kind: Kind
    copy: Copy | None
    context: tuple[Copy, ...]
    person: PersonLine | None
    is_member: bool
    is_illegal: bool
    at: datetime
    closed_at: datetime | None
    reports: tuple[ReportView, ...]
    law_reports: tuple[str, ...]
    measures: tuple[MeasureView, ...]
    before: tuple[Before, ...]
    strikes: int
    appeals: tuple[Waiting, ...]
    kinds: tuple[Ladder, ...]  # what can be done, the least first


def open_cases(viewer: Viewer, *, now: datetime) -> list[CaseLine]:
    """Open cases in which the viewer has no part, the oldest first. Raises MandateNeeded."""
    _must_judge(viewer)
    rows = Case.objects.filter(closed_at=None).prefetch_related("measures__appeals", "measures__draws")
    mine = [row for row in rows.order_by("id") if not is_conflicted(viewer.person_id or 0, row)]
    known = people.lines(viewer, {row.person_id for row in mine if row.person_id})
    return [_line(row, known.get(row.person_id or 0)) for row in mine]


def case(viewer: Viewer, case_id: int, *, now: datetime) -> CaseView:
    """One case. Raises MandateNeeded, or NoSuchCase also where the viewer has a part in it."""
    _must_judge(viewer)
    me = viewer.person_id or 0
    row = Case.objects.filter(id=case_id).first()
    if row is None or is_conflicted(me, row):
        raise NoSuchCase
    taken = list(row.measures.prefetch_related("appeals", "draws__jurors").order_by("id"))
    before = _before(row)
    known = people.lines(viewer, [row.person_id] if row.person_id else [])
    return CaseView(
        id=row.id,
        kind=Kind(row.kind),
        copy=_shown(row),
        context=() if row.is_sealed else tuple(copies.from_json(each) for each in row.context),
        person=known.get(row.person_id or 0),
        is_member=is_member(Measure(person_id=row.person_id)),
        is_illegal=row.is_illegal,
        at=row.at,
        closed_at=row.closed_at,
        reports=tuple(views(viewer, row.reports.order_by("id"), with_reporters=True)),
        law_reports=tuple(LawReport.objects.filter(case=row).order_by("id").values_list("why", flat=True)),
        measures=tuple(measure_view(each, now) for each in taken),
        before=tuple(Before(each.case_id, Ladder(each.kind), each.at, each.end) for each in before),
        strikes=sum(_counts(each, now) for each in before),
        appeals=tuple(_waiting(me, taken)),
        kinds=tuple(_kinds(row)),
    )


def on_duty(viewer: Viewer, *, now: datetime) -> list[PersonLine]:
    """Who holds a mandate, in this week's order: the first has the duty. It changes every week by lot."""
    _must_judge(viewer)
    week = (now - timedelta(days=now.weekday())).date().isoformat()
    order = order_of_day([str(each) for each in people.steward_ids()], day=week, place="moderation")
    known = people.lines(viewer, [int(each) for each in order])
    return [known[int(each)] for each in order if int(each) in known]


def case_of_measure(measure_id: int) -> int | None:
    """Which case a measure belongs to; for rooms above that carry it out."""
    return Measure.objects.filter(id=measure_id).values_list("case_id", flat=True).first()


def _must_judge(viewer: Viewer) -> None:
    if not may_answer(viewer):
        raise MandateNeeded


def _shown(row: Case) -> Copy | None:
    """What it was about, but for what nobody is ever shown again."""
    return None if row.is_sealed or not row.copy else copies.from_json(row.copy)


def _line(row: Case, person: PersonLine | None) -> CaseLine:
    return CaseLine(
        row.id,
        Kind(row.kind),
        _shown(row),
        person,
        row.at,
        row.reports.count(),
        _waits_for(row),
        row.is_illegal,
    )


def _waits_for(row: Case) -> str:
    taken = row.measures.all()
    if any(draw.decided_at is None for each in taken for draw in each.draws.all()):
        return "jury"
    if any(appeal.decided_at is None for each in taken for appeal in each.appeals.all()):
        return "appeal"
    return "" if taken else "measure"


def _before(row: Case) -> list[Measure]:
    if row.person_id is None:
        return []
    found = Measure.objects.filter(person_id=row.person_id, since__isnull=False).exclude(case=row)
    return list(found.order_by("-id")[:20])


def _counts(row: Measure, now: datetime) -> bool:
    """Does it count against her? What was overturned, reversed or lifted does not."""
    gone = {End.OVERTURNED, End.DEADLINE, End.VOTED, End.LIFTED}
    return row.end not in gone and row.at > now - timedelta(days=365)


def _waiting(me: int, taken: Iterable[Measure]) -> Iterable[Waiting]:
    for measure in taken:
        found: Appeal | None = measure.appeals.filter(level=Level.REVIEW, decided_at=None).first()
        if found is not None and me not in deciders(measure):
            yield Waiting(found.id, measure.id, found.words, found.due)


def _kinds(row: Case) -> Iterable[Ladder]:
    others = only_of_others(row.kind)
    member = is_member(Measure(person_id=row.person_id))
    for each in Ladder:
        if each in others:
            continue
        if each in OF_PEOPLE and row.person_id is None:
            continue
        if (each == Ladder.CLOSE and member) or (each == Ladder.EXPEL and not member):
            continue
        yield each

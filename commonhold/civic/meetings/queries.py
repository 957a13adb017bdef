"""Meetings as their viewers may know them: what `visibility` does not allow is not found, or left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from commonhold.civic.governance.queries import mandates, proposals
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.meetings.charter import MeetingsCharter
from commonhold.civic.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingAnswer,
    MeetingStep,
    Minutes,
    Presence,
)
from commonhold.civic.meetings.refusals import NoSuchMeeting, NoSuchMinutes, NoSuchReport, NotNow
from commonhold.civic.meetings.visibility import Standing, is_for, standing_of, visible_meetings
from commonhold.civic.meetings.vocabulary import Answer, Form, Kind, Report, State, ways_to_answer
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer

_TO_COME = (State.PLANNED, State.CALLED, State.OPEN)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list; `answer` is the viewer's own, "" before she said anything."""

    id: int
    kind: Kind
    title: str
    form: Form
    place: str
    starts_at: datetime
    state: State
    answer: str
    has_minutes: bool


@dataclass(frozen=True)
class ItemView:
    """One item of the agenda. `minutes` is what the chair wrote so far, for her alone."""

    id: int
    title: str
    text: str
    proposal_id: int | None
    proposal_title: str
    report: str
    minutes: str


@dataclass(frozen=True)
class ReportView:
    """One of the year's reports as it was fixed; `told` is its dataclass as plain values."""

    report: Report
    since: datetime
    until: datetime
    told: Mapping[str, Any]
    body: str
    sha256: str
    proposal_id: int | None
    adopted_at: datetime | None
    may_propose: bool


@dataclass(frozen=True)
class VersionLine:
    """A version of the minutes."""

    version: int
    at: datetime
    because: str
    sha256: str


@dataclass(frozen=True)
class MinutesView:
    """The minutes in one of their versions; `said` is the canonical form as plain values."""

    meeting_id: int
    version: int
    at: datetime
    because: str
    sha256: str
    body: str
    said: Mapping[str, Any]


@dataclass(frozen=True)
class MeetingView:
    """A meeting's page. `link` is for those whom it is for; what begins with `may_` is the viewer's."""

    id: int
    kind: Kind
    title: str
    text: str
    form: Form
    place: str
    link: str
    has_link: bool
    starts_at: datetime
    called_by: PersonLine
    chair: PersonLine
    state: State
    reason: str  # why it was called off
    changed_at: datetime
    revision: int
    opened_at: datetime | None
    closed_at: datetime | None
    minutes_due: datetime | None
    items: Sequence[ItemView]
    reports: Sequence[ReportView]
    minutes: Sequence[VersionLine]  # the latest first
    coming: int
    online: int
    regrets: int
    present: int
    present_online: int
    answer: str
    answers: Sequence[Answer]  # what the viewer may say
    was_present: bool
    is_for_viewer: bool
    may_prepare: bool
    may_chair: bool


@dataclass(frozen=True)
class Attendance:
    """Who means to come and who was there, for those whom the meeting is for."""

    coming: Sequence[PersonLine]
    online: Sequence[PersonLine]
    regrets: Sequence[PersonLine]
    present: Sequence[PersonLine]


def meetings(viewer: Viewer, *, now: datetime, limit: int = 50) -> list[MeetingLine]:
    """What is to come or going on, the soonest first; in preparation too for the board."""
    rows = _with_state(visible_meetings(standing_of(viewer, now))).filter(state__in=_TO_COME)
    return _lines(viewer, rows.order_by("starts_at", "id")[:limit])


def past(viewer: Viewer, *, now: datetime, limit: int = 50) -> list[MeetingLine]:
    """What is over or was called off, the latest first."""
    rows = _with_state(visible_meetings(standing_of(viewer, now))).exclude(state__in=_TO_COME)
    return _lines(viewer, rows.order_by("-starts_at", "-id")[:limit])


def may_call(viewer: Viewer, *, now: datetime) -> bool:
    """Does the viewer hold the board's mandate?"""
    return standing_of(viewer, now).is_board


def meeting_to_change(viewer: Viewer, meeting_id: int, *, now: datetime) -> MeetingView:
    """One that the board may say anew. Raises NoSuchMeeting, NotNow, or Refusal without its mandate."""
    found = meeting(viewer, meeting_id, now=now)
    mandates.must_hold(viewer.person_id or 0, Role.BOARD, at=now)
    if found.state not in {State.PLANNED, State.CALLED}:
        raise NotNow(str(found.state.label))
    return found


def meeting(viewer: Viewer, meeting_id: int, *, now: datetime) -> MeetingView:
    """One meeting. Raises NoSuchMeeting."""
    standing = standing_of(viewer, now)
    row = _visible(standing, meeting_id)
    steps = {State(each.state): each for each in row.steps.order_by("id")}
    state = max(steps.values(), key=lambda each: each.id)
    names = people.lines(viewer, [row.called_by_id, row.chair_id])
    is_for_viewer = is_for(standing, row.kind)
    may_chair = row.chair_id == viewer.person_id
    answers = Counter(row.answers.values_list("answer", flat=True))
    present = Counter(row.presences.values_list("is_online", flat=True))
    closed_at = steps[State.CLOSED].at if State.CLOSED in steps else None
    days = charter.current().read(MeetingsCharter).minutes_days
    return MeetingView(
        id=row.id,
        kind=Kind(row.kind),
        title=row.title,
        text=row.text,
        form=Form(row.form),
        place=row.place,
        link=row.link if is_for_viewer or may_chair else "",
        has_link=bool(row.link),
        starts_at=row.starts_at,
        called_by=names[row.called_by_id],
        chair=names[row.chair_id],
        state=State(state.state),
        reason=state.reason,
        changed_at=row.changed_at,
        revision=row.revision,
        opened_at=steps[State.OPEN].at if State.OPEN in steps else None,
        closed_at=closed_at,
        minutes_due=None if closed_at is None else closed_at + timedelta(days=days),
        items=_items(row, with_minutes=may_chair),
        reports=_reports(row, may_propose=standing.is_board),
        minutes=[
            VersionLine(each.version, each.at, each.because, each.sha256)
            for each in row.minutes.order_by("-version")
        ],
        coming=answers[Answer.COMES],
        online=answers[Answer.ONLINE],
        regrets=answers[Answer.REGRETS],
        present=present[False],
        present_online=present[True],
        answer=_answers(viewer, [row.id]).get(row.id, ""),
        answers=ways_to_answer(row.form),
        was_present=row.presences.filter(person_id=viewer.person_id or 0).exists(),
        is_for_viewer=is_for_viewer,
        may_prepare=standing.is_board,
        may_chair=may_chair,
    )


def attendance(viewer: Viewer, meeting_id: int, *, now: datetime) -> Attendance:
    """Who comes and who was there, the earliest first; nobody for others. Raises NoSuchMeeting."""
    standing = standing_of(viewer, now)
    row = _visible(standing, meeting_id)
    if not is_for(standing, row.kind):
        return Attendance((), (), (), ())
    seen = not_hidden_from(viewer.person_id, "person")
    said: dict[str, list[PersonLine]] = {each: [] for each in Answer}
    for one in MeetingAnswer.objects.filter(seen, meeting=row).select_related("person").order_by("since"):
        said[one.answer].append(people.line_of(one.person))
    there = Presence.objects.filter(seen, meeting=row).select_related("person").order_by("id")
    return Attendance(
        coming=said[Answer.COMES],
        online=said[Answer.ONLINE],
        regrets=said[Answer.REGRETS],
        present=[people.line_of(each.person) for each in there],
    )


def minutes(viewer: Viewer, meeting_id: int, *, version: int | None = None, now: datetime) -> MinutesView:
    """The minutes, in their latest version or the one asked for; for members.

    Raises NoSuchMeeting or NoSuchMinutes.
    """
    standing = standing_of(viewer, now)
    row = _visible(standing, meeting_id)
    found = Minutes.objects.filter(meeting=row).order_by("-version")
    one = (found if version is None else found.filter(version=version)).first()
    if one is None or not standing.is_member:
        raise NoSuchMinutes
    return MinutesView(row.id, one.version, one.at, one.because, one.sha256, one.body, json.loads(one.body))


def report(viewer: Viewer, meeting_id: int, report: str, *, now: datetime) -> ReportView:
    """One of the year's reports. Raises NoSuchMeeting or NoSuchReport."""
    standing = standing_of(viewer, now)
    row = _visible(standing, meeting_id)
    for each in _reports(row, may_propose=standing.is_board):
        if each.report == report:
            return each
    raise NoSuchReport


def _visible(standing: Standing, meeting_id: int) -> Meeting:
    row = visible_meetings(standing).filter(id=meeting_id).first()
    if row is None:
        raise NoSuchMeeting
    return row


def _with_state(rows: QuerySet[Meeting]) -> Any:
    latest = MeetingStep.objects.filter(meeting=OuterRef("id")).order_by("-id").values("state")[:1]
    return rows.annotate(state=Subquery(latest))


def _lines(viewer: Viewer, rows: Any) -> list[MeetingLine]:
    found = list(rows)
    ids = [row.id for row in found]
    answers = _answers(viewer, ids)
    written = set(Minutes.objects.filter(meeting__in=ids).values_list("meeting_id", flat=True))
    return [
        MeetingLine(
            id=row.id,
            kind=Kind(row.kind),
            title=row.title,
            form=Form(row.form),
            place=row.place,
            starts_at=row.starts_at,
            state=State(row.state),
            answer=answers.get(row.id, ""),
            has_minutes=row.id in written,
        )
        for row in found
    ]


def _answers(viewer: Viewer, ids: Sequence[int]) -> dict[int, str]:
    rows = MeetingAnswer.objects.filter(meeting__in=ids, person_id=viewer.person_id or 0)
    return dict(rows.values_list("meeting_id", "answer"))


def _items(row: Meeting, *, with_minutes: bool) -> list[ItemView]:
    found: list[AgendaItem] = list(row.items.order_by("position", "id"))
    titles = proposals.titles([each.proposal_id for each in found if each.proposal_id is not None])
    return [
        ItemView(
            id=each.id,
            title=each.title,
            text=each.text,
            proposal_id=each.proposal_id,
            proposal_title=titles.get(each.proposal_id or 0, ""),
            report=each.report,
            minutes=each.minutes if with_minutes else "",
        )
        for each in found
    ]


def _reports(row: Meeting, *, may_propose: bool) -> list[ReportView]:
    found = {each.report: each for each in row.reports.select_related("adoption")}
    views = []
    for kind in Report:
        each = found.get(kind)
        if each is None:
            continue
        announced = each.proposal_id is not None and bool(proposals.titles([each.proposal_id]))
        adopted = each.adoption.at if hasattr(each, "adoption") else None
        views.append(
            ReportView(
                report=kind,
                since=each.since,
                until=each.until,
                told=json.loads(each.body)["told"],
                body=each.body,
                sha256=each.sha256,
                proposal_id=each.proposal_id if announced else None,
                adopted_at=adopted,
                may_propose=may_propose and each.proposal_id is None,
            )
        )
    return views

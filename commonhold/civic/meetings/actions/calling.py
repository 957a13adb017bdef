"""Planning a meeting, giving its notice, changing when and where it is, calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from commonhold.civic.governance.law import law_of
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.meetings import snapshots, stages, telling
from commonhold.civic.meetings.charter import MeetingsCharter
from commonhold.civic.meetings.models import Meeting
from commonhold.civic.meetings.refusals import (
    ChairNoMember,
    EmptyAgenda,
    LinkNeeded,
    NoSuchChoice,
    NoticeWasGiven,
    PlaceNeeded,
    ReasonNeeded,
    TooShortNotice,
)
from commonhold.civic.meetings.vocabulary import Form, Kind, State
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.record import actions as record
from commonhold.social.people import queries as people
from rulebook.canonical import Json

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_LINK, LONGEST_REASON = 120, 5000, 200, 500, 500


@dataclass(frozen=True)
class Plan:
    """What a meeting is. `chair_id` is a member's; without one whoever calls it takes the chair."""

    kind: str
    title: str
    form: str
    starts_at: datetime
    place: str = ""
    link: str = ""
    text: str = ""
    chair_id: int | None = None


@transaction.atomic
def plan_meeting(by: int, *, plan: Plan, now: datetime) -> int:
    """Begin to prepare a meeting; the board alone sees it until its notice. Returns its id.

    Raises Refusal without the board's mandate, and what a `Plan` can't be: NoSuchChoice, LengthNotAllowed,
    PlaceNeeded, LinkNeeded, ChairNoMember, TooShortNotice.
    """
    _must_be_board(by, now)
    meeting = Meeting(id=ids.new_id(now), called_by_id=by, planned_at=now, changed_at=now)
    _write(meeting, plan, by)
    _must_be_in_time(meeting, now)
    meeting.save(force_insert=True)
    stages.arrive(meeting, State.PLANNED, by=by, now=now)
    return meeting.id


@transaction.atomic
def change_meeting(by: int, *, meeting_id: int, plan: Plan, now: datetime) -> None:
    """Say it anew. After the notice only when, where and who chairs; those whom it concerns are told.

    A new time keeps the notice again. Raises what `plan_meeting` raises, NotNow or NoticeWasGiven.
    """
    _must_be_board(by, now)
    meeting = stages.lock(meeting_id)
    stages.must_be(meeting, {State.PLANNED, State.CALLED})
    before, fixed = _read(meeting), (meeting.kind, meeting.title, meeting.text)
    _write(meeting, plan, meeting.called_by_id)
    if _read(meeting) == before:
        return
    if before.starts_at != meeting.starts_at:
        _must_be_in_time(meeting, now)
    is_called = stages.state_of(meeting) is State.CALLED
    if is_called and fixed != (meeting.kind, meeting.title, meeting.text):
        raise NoticeWasGiven
    meeting.revision += 1
    meeting.changed_at = now
    meeting.save()
    if is_called:
        telling.soon(meeting, "meetings.changed", occasion=f"revision={meeting.revision}", now=now)
        telling.remind(meeting, now)


@transaction.atomic
def call_meeting(by: int, *, meeting_id: int, now: datetime) -> None:
    """Give notice: agenda, kind and title stay as they are, and all whom it concerns are told.

    An annual meeting's reports are made from the data now. Raises Refusal without the board's mandate,
    NotNow, EmptyAgenda or TooShortNotice.
    """
    _must_be_board(by, now)
    meeting = stages.lock(meeting_id)
    stages.must_be(meeting, {State.PLANNED})
    if not meeting.items.exists():
        raise EmptyAgenda
    _must_be_in_time(meeting, now)
    hashes = snapshots.take(meeting, now)
    stages.arrive(meeting, State.CALLED, by=by, now=now)
    body: dict[str, Json] = {
        "meeting": str(meeting.id),
        "kind": meeting.kind,
        "starts": ids.milliseconds(meeting.starts_at),
        "agenda": record.commit_to("\n".join([meeting.title, *_agenda(meeting)])),
        "reports": hashes,
    }
    record.append("meetings.notice", body, about=f"meeting:{meeting.id}", now=now)
    telling.soon(meeting, "meetings.called", occasion="called", now=now)
    telling.remind(meeting, now)


@transaction.atomic
def call_off_meeting(by: int, *, meeting_id: int, reason: str, now: datetime) -> None:
    """Call it off, with the reason that everybody reads. Raises ReasonNeeded or NotNow."""
    _must_be_board(by, now)
    said = reason.replace("\0", "").strip()
    if not 1 <= len(said) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    meeting = stages.lock(meeting_id)
    stages.must_be(meeting, {State.PLANNED, State.CALLED})
    was_called = stages.state_of(meeting) is State.CALLED
    stages.arrive(meeting, State.CALLED_OFF, by=by, reason=said, now=now)
    meeting.revision += 1
    meeting.changed_at = now
    meeting.save(update_fields=["revision", "changed_at"])
    if was_called:
        record.append(
            "meetings.called-off", {"meeting": str(meeting.id)}, about=f"meeting:{meeting.id}", now=now
        )
        telling.soon(meeting, "meetings.called-off", occasion="called-off", now=now)


def _must_be_board(by: int, now: datetime) -> None:
    people.must_be_active(by)
    mandates.must_hold(by, Role.BOARD, at=now)


def _must_be_in_time(meeting: Meeting, now: datetime) -> None:
    here = charter.current().read(MeetingsCharter)
    asked_by_law = law_of(charter.current()).meeting_notice_days
    is_board = meeting.kind == Kind.BOARD
    days = here.board_notice_days if is_board else max(here.notice_days, asked_by_law)
    if meeting.starts_at <= now or meeting.starts_at - now < timedelta(days=days):
        raise TooShortNotice(days)


def _write(meeting: Meeting, plan: Plan, caller: int) -> None:
    """Check a plan and put it into the row."""
    for field, value, known in (("kind", plan.kind, Kind.values), ("form", plan.form, Form.values)):
        if value not in known:
            raise NoSuchChoice(field)
    meeting.kind, meeting.form, meeting.starts_at = plan.kind, plan.form, plan.starts_at
    meeting.title = stages.fitting("title", " ".join(plan.title.split()), shortest=3, longest=LONGEST_TITLE)
    meeting.text = stages.fitting("text", plan.text, longest=LONGEST_TEXT)
    meeting.place = stages.fitting("place", plan.place, longest=LONGEST_PLACE)
    meeting.link = _checked_link(plan.link)
    if plan.form != Form.ONLINE and not meeting.place:
        raise PlaceNeeded
    if plan.form != Form.IN_PERSON and not meeting.link:
        raise LinkNeeded
    meeting.chair_id = plan.chair_id or caller
    if members.member_of(meeting.chair_id) is None:
        raise ChairNoMember


def _read(meeting: Meeting) -> Plan:
    return Plan(
        kind=meeting.kind,
        title=meeting.title,
        form=meeting.form,
        starts_at=meeting.starts_at,
        place=meeting.place,
        link=meeting.link,
        text=meeting.text,
        chair_id=meeting.chair_id,
    )


def _checked_link(link: str) -> str:
    kept = link.strip()
    if not kept:
        return ""
    try:
        parts = urlsplit(kept)
    except ValueError as broken:
        raise LinkNeeded from broken
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(kept) > LONGEST_LINK:
        raise LinkNeeded
    return kept


def _agenda(meeting: Meeting) -> list[str]:
    return [f"{row.title}\n{row.text}" for row in meeting.items.order_by("position", "id")]

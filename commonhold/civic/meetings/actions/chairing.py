"""What the chair does: opening, closing, writing the minutes and publishing them."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.meetings import minutes, stages, telling
from commonhold.civic.meetings.charter import MeetingsCharter
from commonhold.civic.meetings.models import AgendaItem, Meeting, Minutes
from commonhold.civic.meetings.refusals import (
    CorrectionUnexplained,
    MinutesMissing,
    NoSuchItem,
    NothingCorrected,
    NotTheChair,
    TooEarly,
)
from commonhold.civic.meetings.vocabulary import State
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.record import actions as record
from commonhold.social.people import queries as people

LONGEST_MINUTES, LONGEST_REASON = 20_000, 500
_BEFORE = timedelta(minutes=30)


@transaction.atomic
def open_meeting(by: int, *, meeting_id: int, now: datetime) -> None:
    """Open it; from now on people say that they are there. Raises NotTheChair, NotNow or TooEarly."""
    meeting = _chaired(by, meeting_id)
    stages.must_be(meeting, {State.CALLED})
    if now < meeting.starts_at - _BEFORE:
        raise TooEarly
    stages.arrive(meeting, State.OPEN, by=by, now=now)


@transaction.atomic
def close_meeting(by: int, *, meeting_id: int, now: datetime) -> None:
    """Close the meeting; its minutes are due from now on. Raises NotTheChair or NotNow."""
    meeting = _chaired(by, meeting_id)
    stages.must_be(meeting, {State.OPEN})
    stages.arrive(meeting, State.CLOSED, by=by, now=now)
    days = charter.current().read(MeetingsCharter).minutes_days
    telling.await_minutes(meeting, now + timedelta(days=days))


@transaction.atomic
def write_minutes(by: int, *, item_id: int, text: str, now: datetime) -> None:
    """Write down what was said of one item; nobody else reads it before it is published.

    Raises NoSuchItem, NotTheChair, NotNow or LengthNotAllowed.
    """
    item = AgendaItem.objects.filter(id=item_id).first()
    if item is None:
        raise NoSuchItem
    meeting = _chaired(by, item.meeting_id)
    stages.must_be(meeting, {State.OPEN, State.CLOSED})
    item.minutes = stages.fitting("minutes", text, longest=LONGEST_MINUTES)
    item.save(update_fields=["minutes"])


@transaction.atomic
def publish_minutes(by: int, *, meeting_id: int, because: str = "", now: datetime) -> int:
    """Publish what was written, with the results as they stand; their hash goes on the record.

    Again, it is a correction, `because` of what it says; returns the version's number. Raises NotTheChair,
    NotNow, MinutesMissing, CorrectionUnexplained or NothingCorrected.
    """
    meeting = _chaired(by, meeting_id)
    stages.must_be(meeting, {State.CLOSED})
    if not meeting.items.exclude(minutes="").exists():
        raise MinutesMissing
    before = meeting.minutes.order_by("version").last()
    because = stages.fitting("because", because, longest=LONGEST_REASON) if before else ""
    if before is not None and not because:
        raise CorrectionUnexplained
    version = 1 if before is None else before.version + 1
    body = minutes.written(meeting, version=version)
    if before is not None and minutes.says_the_same(before.body, body):
        raise NothingCorrected
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    Minutes.objects.create(
        id=ids.new_id(now),
        meeting=meeting,
        version=version,
        body=body,
        sha256=sha256,
        by_id=by,
        at=now,
        because=because,
    )
    said: dict[str, str | int] = {"meeting": str(meeting.id), "version": version, "sha256": sha256}
    record.append("meetings.minutes", said, about=f"meeting:{meeting.id}", now=now)
    telling.soon(meeting, "meetings.minutes", occasion=f"version={version}", now=now)
    return version


def _chaired(by: int, meeting_id: int) -> Meeting:
    people.must_be_active(by)
    meeting = stages.lock(meeting_id)
    if meeting.chair_id != by:
        raise NotTheChair
    return meeting

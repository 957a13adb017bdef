"""Saying whether one comes, and that one is there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.meetings import stages
from commonhold.civic.meetings.models import Meeting, MeetingAnswer, Presence
from commonhold.civic.meetings.refusals import NoSuchChoice, NoWayToBeThere
from commonhold.civic.meetings.vocabulary import Answer, State, ways_to_answer
from commonhold.ground import ids
from commonhold.social.people import queries as people


@transaction.atomic
def answer_meeting(by: int, *, meeting_id: int, answer: str, now: datetime) -> None:
    """Say that one comes, comes online or can't; the last word counts.

    Raises NoSuchMeeting, NotInvited, BoardAlone, NotNow, NoSuchChoice, or NoWayToBeThere.
    """
    if answer not in Answer.values:
        raise NoSuchChoice("answer")
    meeting = _invited(by, meeting_id, State.CALLED, now)
    if answer not in ways_to_answer(meeting.form):
        raise NoWayToBeThere
    said = {"answer": answer, "since": now}
    MeetingAnswer.objects.update_or_create(
        meeting=meeting, person_id=by, defaults=said, create_defaults={"id": ids.new_id(now), **said}
    )


@transaction.atomic
def withdraw_answer(by: int, *, meeting_id: int, now: datetime) -> None:
    """Leave it open whether one comes; harmless when one has not said. Raises what `answer_meeting` does."""
    meeting = _invited(by, meeting_id, State.CALLED, now)
    MeetingAnswer.objects.filter(meeting=meeting, person_id=by).delete()


@transaction.atomic
def be_present(by: int, *, meeting_id: int, is_online: bool, now: datetime) -> None:
    """Say that one is there, while the meeting goes on; again changes nothing but the way.

    Raises NoSuchMeeting, NotInvited, BoardAlone, NotNow or NoWayToBeThere.
    """
    meeting = _invited(by, meeting_id, State.OPEN, now)
    if (Answer.ONLINE if is_online else Answer.COMES) not in ways_to_answer(meeting.form):
        raise NoWayToBeThere
    said = {"is_online": is_online}
    Presence.objects.update_or_create(
        meeting=meeting,
        person_id=by,
        defaults=said,
        create_defaults={"id": ids.new_id(now), "at": now, **said},
    )


def _invited(by: int, meeting_id: int, state: State, now: datetime) -> Meeting:
    people.must_be_here(by)
    meeting = stages.lock(meeting_id)
    stages.must_be_invited(meeting, by, now)
    stages.must_be(meeting, {state})
    return meeting

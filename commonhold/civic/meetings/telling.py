"""Telling people of a meeting: a job, so that calling it is quick however many are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.meetings import stages
from commonhold.civic.meetings.models import Meeting, MeetingAnswer, Minutes
from commonhold.civic.meetings.vocabulary import Answer, State
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.notifications import actions as notifications

_REMINDER = timedelta(days=1)


def soon(meeting: Meeting, kind: str, *, occasion: str, now: datetime) -> None:
    """Tell all whom it concerns, once for each occasion."""
    payload = {"meeting_id": meeting.id, "kind": kind, "occasion": occasion}
    jobs.schedule("meetings.tell", key=f"{meeting.id}:{kind}:{occasion}", due=now, payload=payload)


def remind(meeting: Meeting, now: datetime) -> None:
    """Have people reminded a day before, unless that is past already."""
    due = meeting.starts_at - _REMINDER
    if due > now:
        payload = {"meeting_id": meeting.id, "starts_at": meeting.starts_at.isoformat()}
        jobs.schedule("meetings.remind", key=f"{meeting.id}:{meeting.revision}", due=due, payload=payload)


def await_minutes(meeting: Meeting, due: datetime) -> None:
    """Have the chair reminded when the minutes should be there."""
    jobs.schedule("meetings.minutes-due", key=str(meeting.id), due=due, payload={"meeting_id": meeting.id})


def _tell(payload: Payload, now: datetime) -> None:
    meeting = Meeting.objects.get(id=payload["meeting_id"])
    notifications.notify_all(
        people_ids=stages.invited(meeting, now),
        kind=payload["kind"],
        subject=f"meeting:{meeting.id}?{payload['occasion']}",
        words=meeting.title,
        now=now,
    )


def _remind(payload: Payload, now: datetime) -> None:
    """A reminder for a time that was changed meanwhile is for nobody; who can't come is left in peace."""
    meeting = Meeting.objects.get(id=payload["meeting_id"])
    is_meant = meeting.starts_at.isoformat() == payload["starts_at"]
    if not is_meant or stages.state_of(meeting) is not State.CALLED or now >= meeting.starts_at:
        return
    away = MeetingAnswer.objects.filter(meeting=meeting, answer=Answer.REGRETS)
    told = set(stages.invited(meeting, now)) - set(away.values_list("person_id", flat=True))
    notifications.notify_all(
        people_ids=told,
        kind="meetings.tomorrow",
        subject=f"meeting:{meeting.id}?revision={meeting.revision}",
        words=meeting.title,
        now=now,
    )


def _minutes_due(payload: Payload, now: datetime) -> None:
    meeting = Meeting.objects.get(id=payload["meeting_id"])
    if Minutes.objects.filter(meeting=meeting).exists():
        return
    notifications.notify(
        person_id=meeting.chair_id,
        kind="meetings.minutes-due",
        subject=f"meeting:{meeting.id}",
        words=meeting.title,
        now=now,
    )


KINDS = [
    Kind("meetings.tell", _tell, is_repeatable=True),
    Kind("meetings.remind", _remind),
    Kind("meetings.minutes-due", _minutes_due),
]

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.meetings.models import Meeting, MeetingAnswer, MeetingStep, Minutes, Presence


def export_of(person_id: int) -> dict[str, Any]:
    """Which meetings she called, where she meant to be and was, and which minutes she published."""
    answers = MeetingAnswer.objects.filter(person_id=person_id).select_related("meeting").order_by("id")
    presences = Presence.objects.filter(person_id=person_id).select_related("meeting").order_by("id")
    minutes = Minutes.objects.filter(by_id=person_id).select_related("meeting").order_by("id")
    return {
        "meetings_called": [
            {"title": row.title, "text": row.text, "starts_at": row.starts_at.isoformat()}
            for row in Meeting.objects.filter(called_by_id=person_id).order_by("id")
        ],
        "meeting_answers": [
            {"meeting": row.meeting.title, "answer": row.answer, "since": row.since.isoformat()}
            for row in answers
        ],
        "meetings_attended": [
            {"meeting": row.meeting.title, "is_online": row.is_online, "at": row.at.isoformat()}
            for row in presences
        ],
        "meetings_moved_on": [
            {"state": row.state, "reason": row.reason, "at": row.at.isoformat()}
            for row in MeetingStep.objects.filter(by_id=person_id).order_by("id")
        ],
        "minutes_published": [
            {"meeting": row.meeting.title, "version": row.version, "at": row.at.isoformat()}
            for row in minutes
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Where she was is forgotten; the numbers in published minutes stay, and so does what the co-op wrote."""
    MeetingAnswer.objects.filter(person_id=person_id).delete()
    Presence.objects.filter(person_id=person_id).delete()

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.social.events.models import CalendarKey, Event, EventAnswer


def export_of(person_id: int) -> dict[str, Any]:
    """What she planned, and where she said she would come, as plain values."""
    hosted = Event.objects.filter(host_id=person_id).order_by("id")
    answered = EventAnswer.objects.filter(person_id=person_id).select_related("event").order_by("id")
    return {
        "events_planned": [
            {
                "title": row.title,
                "text": row.text,
                "starts_at": row.starts_at.isoformat(),
                "time_zone": row.time_zone,
                "place": row.place,
                "link": row.link,
                "cancelled_for": row.cancel_reason,
            }
            for row in hosted
        ],
        "event_answers": [
            {"event": row.event.title, "answer": row.answer, "since": row.since.isoformat()}
            for row in answered
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her answers and her calendar's key go; what she planned is called off and loses its words."""
    EventAnswer.objects.filter(person_id=person_id).delete()
    CalendarKey.objects.filter(person_id=person_id).delete()
    hers = Event.objects.filter(host_id=person_id)
    hers.filter(cancelled_at=None, starts_at__gt=now).update(
        cancelled_at=now, cancel_reason=_("Its host has left.")
    )
    hers.exclude(cancel_reason="").update(cancel_reason=_("Its host has left."))
    hers.update(title=_("Somebody's event"), text="", place="", link="")

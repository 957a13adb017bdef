"""Reminding those who come."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.news import bus as news
from commonhold.social.events.models import Event
from commonhold.social.events.news import EventTomorrow


def _remind(payload: Payload, now: datetime) -> None:
    """A reminder for a time that was changed meanwhile is for nobody."""
    event = Event.objects.get(id=payload["event_id"])
    is_meant = event.starts_at.isoformat() == payload["starts_at"] and event.cancelled_at is None
    if is_meant and now < event.starts_at:
        news.publish(EventTomorrow(event_id=event.id, revision=payload["revision"]), now=now)


KINDS = [Kind("events.remind", _remind)]

"""Events as `events/card.html` shows them: times on the clock of the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from commonhold.doors.web.templatetags import times
from commonhold.ground.clock import queries as clock
from commonhold.social.events.queries import EventView


@dataclass(frozen=True)
class EventCard:
    """An event, with its times in words."""

    event: EventView
    day: str  # "Mon 3 May"
    starts: str  # "Monday 3 May, 18:00"
    ends: str  # the clock alone on the same day
    zone: str

    @property
    def url(self) -> str:
        return f"/events/{self.event.id}"


def event_card(event: EventView, *, now: datetime) -> EventCard:
    zone = ZoneInfo(event.time_zone)
    return EventCard(
        event=event,
        day=times.short_day(event.starts_at, zone, now=now),
        starts=times.day_and_clock(event.starts_at, zone, now=now),
        ends=_end(event, zone, now),
        zone=event.time_zone.replace("_", " "),
    )


def event_cards(events: Iterable[EventView]) -> list[EventCard]:
    now = clock.now()
    return [event_card(each, now=now) for each in events]


def _end(event: EventView, zone: ZoneInfo, now: datetime) -> str:
    if event.ends_at is None:
        return ""
    start, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    return f"{end:%H:%M}" if start.date() == end.date() else times.day_and_clock(end, zone, now=now)

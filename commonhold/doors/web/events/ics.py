"""How events are written as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from commonhold.social.events.queries import EventView


def written(events: Iterable[EventView], *, name: str, home: str) -> bytes:
    """A calendar of this name. `home` is the co-op's own address, with a slash at its end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Commonhold//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for each in events:
        calendar.add_component(_component(each, home))
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


def _component(event: EventView, home: str) -> Event:
    """`sequence` counts changes, so that a program that has the event already takes the newer one."""
    part = Event()
    zone = ZoneInfo(event.time_zone)
    part.add("uid", f"event-{event.id}@{urlsplit(home).hostname}")
    part.add("dtstamp", _utc(event.changed_at or event.planned_at))
    part.add("sequence", event.revision)
    part.add("summary", event.title)
    part.add("dtstart", event.starts_at.astimezone(zone))
    if event.ends_at is not None:
        part.add("dtend", event.ends_at.astimezone(zone))
    part.add("url", f"{home}events/{event.id}")
    part.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    if event.place:
        part.add("location", event.place)
    about = [event.cancel_reason, event.link, event.text]
    if any(about):
        part.add("description", "\n\n".join(filter(None, about)))
    return part


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)

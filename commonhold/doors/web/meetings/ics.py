"""How a meeting is written as iCalendar (RFC 5545)."""

from __future__ import annotations

from datetime import UTC
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from commonhold.civic.meetings.queries import MeetingView
from commonhold.civic.meetings.vocabulary import State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter


def written(meeting: MeetingView, *, home: str) -> bytes:
    """A calendar with this one meeting. `home` is the co-op's own address, with a slash at its end."""
    here = charter.current().read(CoopCharter)
    calendar = Calendar()
    calendar.add("prodid", "-//Commonhold//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("name", here.name)
    part = Event()
    part.add("uid", f"meeting-{meeting.id}@{urlsplit(home).hostname}")
    part.add("dtstamp", meeting.changed_at.astimezone(UTC))
    part.add("sequence", meeting.revision)
    part.add("summary", meeting.title)
    part.add("dtstart", meeting.starts_at.astimezone(ZoneInfo(here.time_zone)))
    part.add("url", f"{home}meetings/{meeting.id}")
    part.add("status", "CANCELLED" if meeting.state is State.CALLED_OFF else "CONFIRMED")
    if meeting.place:
        part.add("location", meeting.place)
    agenda = "\n".join(f"{number}. {each.title}" for number, each in enumerate(meeting.items, 1))
    about = [meeting.reason, meeting.link, meeting.text, agenda]
    if any(about):
        part.add("description", "\n\n".join(filter(None, about)))
    calendar.add_component(part)
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made

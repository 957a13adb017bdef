"""How long somebody has been sitting here, and until when she closed the feeds: both her browser's alone.

The server writes neither down. A sitting ends when no page is asked for in a quarter of an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

AFTER, SITTING, CLOSED = "break_after", "sitting", "closed_until"
CHOICES = (15, 30, 60, 120)  # minutes
#: What is read for its own sake. Votes, messages, money and what concerns a reader herself are never closed.
FEEDS = frozenset(
    {"", "local", "all", "catch-up", "discover", "tags", "lists", "feeds", "search", "bookmarks"}
)
_PAUSE = timedelta(minutes=15)
_MORNING = time(5)


@dataclass(frozen=True)
class Sitting:
    """From when on, with the last page at `last`; `told`: she was reminded in it."""

    began: datetime
    last: datetime
    told: bool

    @property
    def cookie(self) -> str:
        return f"{int(self.began.timestamp())}.{int(self.last.timestamp())}.{int(self.told)}"


def goes_on(said: str, now: datetime) -> Sitting:
    """The sitting that a browser tells of, with this page in it; a new one after a pause, or for nonsense."""
    parts = said.split(".")
    if len(parts) == 3 and all(each.isascii() and each.isdecimal() and len(each) < 12 for each in parts):
        began, last = (datetime.fromtimestamp(int(each), tz=UTC) for each in parts[:2])
        if began <= last <= now < last + _PAUSE:
            return Sitting(began, now, parts[2] == "1")
    return Sitting(now, now, False)


def minutes_wanted(said: str) -> int | None:
    """After how many minutes she wants a word; None for never."""
    return int(said) if said in {str(each) for each in CHOICES} else None


def closed_until(said: str, now: datetime) -> datetime | None:
    """Until when the feeds are closed; None where they are open. Two days are the most."""
    if not (said.isascii() and said.isdecimal() and len(said) < 12):
        return None
    until = datetime.fromtimestamp(int(said), tz=UTC)
    return until if now < until < now + timedelta(days=2) else None


def tomorrow(now: datetime, zone: tzinfo) -> datetime:
    """Five in the morning of the next day, where the co-op is."""
    return datetime.combine((now.astimezone(zone) + timedelta(days=1)).date(), _MORNING, zone)


def is_feed(path: str) -> bool:
    return path.strip("/").partition("/")[0] in FEEDS

"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class EventPlanned(News):
    name: ClassVar[str] = "events.planned"
    event_id: int
    host_id: int


@dataclass(frozen=True)
class EventChanged(News):
    """Time, place or words are others now."""

    name: ClassVar[str] = "events.changed"
    event_id: int
    by_id: int
    revision: int


@dataclass(frozen=True)
class EventCalledOff(News):
    name: ClassVar[str] = "events.cancelled"
    event_id: int
    by_id: int


@dataclass(frozen=True)
class EventTomorrow(News):
    """It begins in a day."""

    name: ClassVar[str] = "events.tomorrow"
    event_id: int
    revision: int

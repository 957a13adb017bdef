"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class Applied(News):
    """Somebody asked to become a member."""

    name: ClassVar[str] = "members.applied"
    application_id: int


@dataclass(frozen=True)
class PanelAsked(News):
    """An application went to the panel, or was appealed there."""

    name: ClassVar[str] = "members.panel-asked"
    application_id: int


@dataclass(frozen=True)
class VouchesComplete(News):
    """An application has all the vouches that the charter asks for, or the panel's welcome."""

    name: ClassVar[str] = "members.vouches-complete"
    application_id: int


@dataclass(frozen=True)
class MemberJoined(News):
    """Somebody became a member, under this number."""

    name: ClassVar[str] = "members.joined"
    person_id: int
    number: int


@dataclass(frozen=True)
class MemberLeft(News):
    """A member left the co-op. `number` was hers; 0 in news from before it was told."""

    name: ClassVar[str] = "members.left"
    person_id: int
    number: int = 0


@dataclass(frozen=True)
class MemberMoved(News):
    """A member belongs to another class now."""

    name: ClassVar[str] = "members.moved"
    person_id: int

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
class VouchesComplete(News):
    """An application has all the vouches that the charter asks for."""

    name: ClassVar[str] = "members.vouches-complete"
    application_id: int


@dataclass(frozen=True)
class MemberLeft(News):
    """A member left the co-op."""

    name: ClassVar[str] = "members.left"
    person_id: int


@dataclass(frozen=True)
class MemberMoved(News):
    """A member belongs to another class now."""

    name: ClassVar[str] = "members.moved"
    person_id: int

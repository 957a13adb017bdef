"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class PersonMoved(News):
    """`person_id` of ours lives elsewhere now, as `target_id`."""

    name: ClassVar[str] = "actors.person-moved"
    person_id: int
    target_id: int


@dataclass(frozen=True)
class GroupFollowed(News):
    """Somebody elsewhere reads a group of ours from now on, by the follow that her server calls `uri`."""

    name: ClassVar[str] = "actors.group-followed"
    group_id: int
    person_id: int
    uri: str

"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class Followed(News):
    """`follower_id` follows `followed_id`, or has asked to when `accepted` is false."""

    name: ClassVar[str] = "people.followed"
    follower_id: int
    followed_id: int
    accepted: bool


@dataclass(frozen=True)
class FollowAccepted(News):
    """A request to follow was accepted."""

    name: ClassVar[str] = "people.follow-accepted"
    follower_id: int
    followed_id: int


@dataclass(frozen=True)
class Unfollowed(News):
    """`follower_id` follows no more, or asks no more. `by_id` is which of the two ended it, 0 for neither."""

    name: ClassVar[str] = "people.unfollowed"
    follower_id: int
    followed_id: int
    follow_id: int = 0
    by_id: int = 0


@dataclass(frozen=True)
class Blocked(News):
    """`person_id` blocked `blocked_id`, who is not told. For rooms that keep the two together somewhere."""

    name: ClassVar[str] = "people.blocked"
    person_id: int
    blocked_id: int
    block_id: int = 0


@dataclass(frozen=True)
class Unblocked(News):
    """`person_id` blocks `blocked_id` no more, by a block that was called `block_id`."""

    name: ClassVar[str] = "people.unblocked"
    person_id: int
    blocked_id: int
    block_id: int


@dataclass(frozen=True)
class PersonDescribed(News):
    """Somebody's page says or shows something else, or she chose otherwise who may follow and find her."""

    name: ClassVar[str] = "people.described"
    person_id: int


@dataclass(frozen=True)
class PersonMet(News):
    """Somebody of another server came to be known here."""

    name: ClassVar[str] = "people.person-met"
    person_id: int

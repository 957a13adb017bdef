"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class PostPublished(News):
    name: ClassVar[str] = "posts.published"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostEdited(News):
    name: ClassVar[str] = "posts.edited"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostRemoved(News):
    name: ClassVar[str] = "posts.removed"
    post_id: int
    author_id: int


@dataclass(frozen=True)
class ThanksGiven(News):
    """`person_id` thanked the author. Handlers tell nobody but the author who it was."""

    name: ClassVar[str] = "posts.thanks-given"
    post_id: int
    author_id: int
    person_id: int


@dataclass(frozen=True)
class PostFavourited(News):
    name: ClassVar[str] = "posts.favourited"
    post_id: int
    author_id: int
    person_id: int


@dataclass(frozen=True)
class ThanksWithdrawn(News):
    """`person_id` took thanks back."""

    name: ClassVar[str] = "posts.thanks-withdrawn"
    post_id: int
    person_id: int


@dataclass(frozen=True)
class PostUnfavourited(News):
    name: ClassVar[str] = "posts.unfavourited"
    post_id: int
    person_id: int

"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class InclusionAsked(News):
    """The curator wants to show a person in a collection. `title` is the collection's."""

    name: ClassVar[str] = "collections.inclusion-asked"
    collection_id: int
    title: str
    curator_id: int
    person_id: int


@dataclass(frozen=True)
class InclusionAccepted(News):
    name: ClassVar[str] = "collections.inclusion-accepted"
    collection_id: int
    title: str
    curator_id: int
    person_id: int


@dataclass(frozen=True)
class QuestionClosed(News):
    """Whether to show the person waits for an answer no longer: she gave it, or the curator asks no more."""

    name: ClassVar[str] = "collections.question-closed"
    collection_id: int
    curator_id: int
    person_id: int

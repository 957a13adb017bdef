"""What this room tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class Labelled(News):
    """A labeler put a word on something of `person_id`."""

    name: ClassVar[str] = "labels.labelled"
    label_id: int
    person_id: int


@dataclass(frozen=True)
class LabelDisputed(News):
    """Whoever speaks for the labeler has a dispute to answer."""

    name: ClassVar[str] = "labels.disputed"
    label_id: int


@dataclass(frozen=True)
class DisputeEnded(News):
    """A dispute is answered, or was not in time: her who disputed it concerns."""

    name: ClassVar[str] = "labels.dispute-ended"
    label_id: int
    person_id: int
    is_off: bool

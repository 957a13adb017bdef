"""What this room tells the others, of juries of ours: `draw` is as it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class PoolsAnswered(News):
    """Every peer that was asked for jurors has answered."""

    name: ClassVar[str] = "lending.pools-answered"
    draw: str


@dataclass(frozen=True)
class CallRefused(News):
    """A peer says that this one of its pool can't be called any more."""

    name: ClassVar[str] = "lending.call-refused"
    draw: str
    key: str


@dataclass(frozen=True)
class BorrowingEnded(News):
    """No jurors of this peer sit here any more."""

    name: ClassVar[str] = "lending.borrowing-ended"
    peer_id: int


@dataclass(frozen=True)
class LentJurorVoted(News):
    """One of ours voted on a peer's jury, and members agreed to pay her for it as for one of our own."""

    name: ClassVar[str] = "lending.lent-juror-voted"
    seat_id: int
    person_id: int

"""What this room tells the others. `kind` and `subject` are the asking room's own words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonhold.ground.news.bus import News


@dataclass(frozen=True)
class MoneyArrived(News):
    """What was expected is here, all of it, and in the books."""

    name: ClassVar[str] = "payments.arrived"
    expected_id: int
    kind: str
    subject: str
    cents: int
    currency: str


@dataclass(frozen=True)
class SplitPaid(News):
    """Somebody paid another by card: the processor paid her, and gives the co-op its part (`ours`)."""

    name: ClassVar[str] = "payments.split-paid"
    payment_id: int
    kind: str
    subject: str
    cents: int
    ours: int
    currency: str


@dataclass(frozen=True)
class ArrivalUndone(News):
    """What had arrived was taken back by whoever paid: a refund, or a disputed card payment."""

    name: ClassVar[str] = "payments.arrival-undone"
    expected_id: int
    kind: str
    subject: str
    cents: int
    currency: str


@dataclass(frozen=True)
class MoneyPaid(News):
    """Some of what the co-op owed, or all of it, went to the person, or to her dues."""

    name: ClassVar[str] = "payments.paid"
    owed_id: int
    kind: str
    subject: str
    cents: int
    currency: str


@dataclass(frozen=True)
class MoneyReturned(News):
    """A bank sent a payment back: the co-op owes it again."""

    name: ClassVar[str] = "payments.returned"
    owed_id: int
    kind: str
    subject: str
    cents: int
    currency: str

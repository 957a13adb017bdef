"""What a card processor says, in our words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that happened. `kind` is a CardStep's, or "other".

    `payment_id` is ours; where an event doesn't say it, `intent` is the processor's name for the payment.
    `key` is the same whenever the same thing is said again. `cents` of "refunded" are all refunds so far.
    `account` is whose it is where it isn't ours: its holder writes `payment_id` there as she likes. `ours` is
    what the processor gave the co-op of it.
    """

    id: str
    kind: str
    payment_id: int | None
    intent: str
    key: str
    cents: int
    currency: str
    account: str = ""
    ours: int = 0

"""What is posted and what is read back, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground import ids
from rulebook.canonical import Json, canonical


@dataclass(frozen=True)
class Leg:
    """One account's part: signed minor units (positive is a debit) of an ISO 4217 currency."""

    account: str  # "assets:bank"
    amount: int
    currency: str


Content = tuple[str, str, int | None, tuple[Leg, ...]]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What to post: `kind` says what happened, `cause` what it comes from, `key` what is posted only once."""

    kind: str  # "dues.received"
    key: str  # "dues:123:2027-05"
    cause: str  # "dues:123"
    legs: Sequence[Leg]
    at: datetime
    narration: str = ""  # free text, kept beside the ledger
    reverses: int | None = None

    @property
    def content(self) -> Content:
        """What two drafts with one key must share. A retry comes at a later time, so `at` may differ."""
        return self.kind, self.cause, self.reverses, tuple(self.legs)


@dataclass(frozen=True, kw_only=True)
class Entry(Draft):
    """What was posted, legs in order; `narration` is empty when there is none, or none any more."""

    id: int

    def canonical(self) -> bytes:
        """RFC 8785 JSON of all that is permanent: ids as strings, `at` in Unix milliseconds, no narration."""
        value: dict[str, Json] = {
            "at": ids.milliseconds(self.at),
            "cause": self.cause,
            "id": str(self.id),
            "key": self.key,
            "kind": self.kind,
            "legs": [
                {"account": leg.account, "amount": leg.amount, "currency": leg.currency} for leg in self.legs
            ],
        }
        if self.reverses is not None:
            value["reverses"] = str(self.reverses)
        return canonical(value)

"""Money as the co-op API writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """An amount in whole minor units (cents) of a currency (ISO 4217)."""

    amount: int
    currency: str

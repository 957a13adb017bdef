"""What other servers are given, for doors that show it to those whom it is about.

Doors don't know each other: the one for other servers says here how it writes somebody down.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

Document = dict[str, Any]
_writes: list[Callable[[int, datetime], Document | None]] = []


def offer(write: Callable[[int, datetime], Document | None]) -> None:
    """Called once, by the register."""
    _writes[:] = [write]


def actor_document(person_id: int, *, now: datetime) -> Document | None:
    """What another server gets when it asks for somebody of ours; None for who isn't here."""
    return _writes[0](person_id, now) if _writes else None

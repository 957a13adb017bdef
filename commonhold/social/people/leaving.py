"""What every room forgets when somebody leaves. The house offers each room's `erase`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Erase = Callable[[int, datetime], None]

_rooms: list[Erase] = []


def offer(erase: Erase) -> None:
    """Have `erase(person_id, now)` called, in the order of the offers, when a person leaves."""
    if erase not in _rooms:
        _rooms.append(erase)


def forget(person_id: int, *, now: datetime) -> None:
    """Erase her from every room; within the caller's transaction, so all of them or none."""
    for erase in _rooms:
        erase(person_id, now)

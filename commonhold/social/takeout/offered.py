"""What each room gives of a person. The house offers them, for the rooms above too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: By a person's id: plain values by their names; a value may be an iterator, which is written as a list.
Export = Callable[[int], dict[str, Any]]

_rooms: dict[str, Export] = {}


def offer(name: str, export: Export) -> None:
    """Have what `export(person_id)` gives written into each archive as `rooms/NAME.json`."""
    if _rooms.setdefault(name, export) is not export:
        raise ValueError(f"two rooms are called {name!r}")


def rooms() -> dict[str, Export]:
    """All of them, by name."""
    return dict(_rooms)

"""What a reading is, whatever the database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

Row = tuple[Any, ...]
#: Of more changes than these at once, everything is said to have changed.
AT_ONCE = 5_000


class TookTooLong(Exception):
    """A read was broken off: whoever has time may ask Django instead."""


class Changed(NamedTuple):
    """What changed since the last look; `everything` when there was too much to say."""

    everything: bool
    what: list[tuple[str, int]]


class Reading(Protocol):
    """Reads that belong to one thread. It can write nothing.

    SQL is written as SQLite has it, with `?` for what is filled in. Dates, times and JSON come as text.
    """

    def ask(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """All rows. Raises TookTooLong."""

    def changed(self) -> Changed | None:
        """What others committed since the last look; None when nothing did. Raises TookTooLong."""

    def close(self) -> None: ...


class Turn:
    """The turn of an event loop in which somebody looked: the look serves all that waited when it began."""

    def __init__(self) -> None:
        self._looked_in: object = None

    def is_served(self) -> bool:
        """Has somebody looked in this turn? If not, whoever asks looks now. Outside of a loop each looks."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        if self._looked_in is loop:
            return True
        # Before the look: what another thread hands to the loop meanwhile comes after the turn.
        loop.call_soon(self._end)
        self._looked_in = loop
        return False

    def forget(self) -> None:
        """The look was none."""
        self._looked_in = None

    def _end(self) -> None:
        self._looked_in = None

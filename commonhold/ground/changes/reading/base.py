"""What a reading is, whatever the database."""

from __future__ import annotations

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

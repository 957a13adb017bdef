"""Work that one process does at a time, however many there are: who has the turn, and who is here at all.

On PostgreSQL a turn is an advisory lock of the very connection that does the work. Who dies, or loses that
connection, has lost the turn with it, and another takes it. SQLite is served by one process (docs/adr/0065).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:  # SQLite's processes do without
    import psycopg

#: The first half of the keys under which processes hold their numbers.
_HERE = 0x436F6D6D


class Turn:
    """A turn of one thread, at what is called so."""

    def __init__(self, name: str) -> None:
        self._key = _key_of(name)
        self._held_by: object = None

    def is_ours(self) -> bool:
        """Have we got it, or can we have it now? Asks the database only while we have not."""
        if connection.vendor == "sqlite":
            return True
        connection.ensure_connection()
        if self._held_by is None or self._held_by is not connection.connection:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._key])
                is_ours = bool(cursor.fetchone()[0])
            self._held_by = connection.connection if is_ours else None
        return self._held_by is not None


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Wait for the turn, and give it back at the end."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_key_of(name)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key_of(name)])


def take_number(line: psycopg.Connection, *, first: int, of: int) -> int | None:
    """A number below `of` that no other process has, `first` if it is free; held as long as `line` lives."""
    asking = "SELECT pg_try_advisory_lock(%s, %s)"
    order = [*range(first, of), *range(first)]
    return next((each for each in order if line.execute(asking, [_HERE, each]).fetchone() == (True,)), None)


def others_here() -> int:
    """How many processes serve this database or work for it; the one that asks counts none of its own."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2"
            " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_HERE],
        )
        return int(cursor.fetchone()[0])


def _key_of(name: str) -> int:
    digest = hashlib.sha256(f"commonhold {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)

"""How surely a transaction lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

# SQLite's `synchronous`. As everywhere (house/database.py): a commit waits for the disk. Or it does not.
_FULL, _NORMAL = 2, 1


@contextmanager
def repeatable() -> Iterator[None]:
    """A transaction for what is done again if a power cut takes it back: its commit waits for no disk.

    It is taken back whole or not at all, and no longer once any other commit has waited.
    """
    used = connections[DEFAULT_DB_ALIAS]
    is_sqlite, is_outermost = used.vendor == "sqlite", not used.in_atomic_block
    if is_sqlite and is_outermost:
        used.ensure_connection()
        used.connection.execute(f"PRAGMA synchronous={_NORMAL}")
    try:
        with transaction.atomic():
            if not is_sqlite and is_outermost:
                with used.cursor() as cursor:
                    cursor.execute("SET LOCAL synchronous_commit = off")
            yield
    finally:
        if is_sqlite and is_outermost and used.connection is not None:
            used.connection.execute(f"PRAGMA synchronous={_FULL}")

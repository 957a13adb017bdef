"""How surely a transaction lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_NORMAL = 1  # SQLite writes the commit down, and the disk is not waited for


@contextmanager
def repeatable() -> Iterator[None]:
    """A transaction for what is done again if a power cut takes it back: its commit waits for no disk.

    It is taken back whole or not at all, and no longer once any other commit has waited.
    """
    used = connections[DEFAULT_DB_ALIAS]
    if used.in_atomic_block:
        with transaction.atomic():
            yield
    elif used.vendor == "sqlite":
        with _at_ease(used), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with used.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            yield


@contextmanager
def _at_ease(used: BaseDatabaseWrapper) -> Iterator[None]:
    used.ensure_connection()
    ask = used.connection.execute
    ((before,),) = ask("PRAGMA synchronous").fetchall()
    ask(f"PRAGMA synchronous={_NORMAL}")
    try:
        yield
    finally:
        ask(f"PRAGMA synchronous={before}")

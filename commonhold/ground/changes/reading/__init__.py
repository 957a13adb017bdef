"""A connection of its own for short reads that must not wait for anything: each sees the latest commit."""

from __future__ import annotations

from django.db import connection

from commonhold.ground.changes.reading.base import Changed, Reading, Row, TookTooLong
from commonhold.ground.changes.reading.sqlite import SqliteReading

__all__ = ["Changed", "Reading", "Row", "TookTooLong", "open_reading"]


def open_reading() -> Reading:
    """One for the calling thread, over Django's database."""
    if connection.vendor == "sqlite":
        return SqliteReading(str(connection.settings_dict["NAME"]))
    from commonhold.ground.changes.reading.postgresql import PostgresqlReading  # noqa: PLC0415 - only there

    return PostgresqlReading(connection.get_connection_params())

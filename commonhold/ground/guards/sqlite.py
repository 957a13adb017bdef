"""Guards on SQLite: each is one statement, and the database keeps its text."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.backends.utils import CursorWrapper


def refusing_insert(table: str, refused: Mapping[str, str], *, by: str) -> str:
    """A trigger that refuses new rows. `refused`: words, and the condition in SQL; `by`: who says so."""
    lines = [f"  SELECT RAISE(ABORT, '{by}: {words}') WHERE {when};" for words, when in refused.items()]
    return "\n".join([f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} BEGIN", *lines, "END"])


def refusing(event: str, table: str, words: str) -> str:
    """A trigger that refuses every update or delete."""
    return (
        f"CREATE TRIGGER {table}_{event} BEFORE {event.upper()} ON {table} BEGIN\n"
        f"  SELECT RAISE(ABORT, '{words}');\nEND"
    )


def found(cursor: CursorWrapper, prefix: str) -> dict[str, str]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s", [f"{prefix}_*"]
    )
    return dict(cursor.fetchall())


def create(cursor: CursorWrapper, triggers: Mapping[str, str]) -> None:
    for statement in triggers.values():
        cursor.execute(statement)


def drop(cursor: CursorWrapper, prefix: str) -> None:
    for name in found(cursor, prefix):
        cursor.execute(f'DROP TRIGGER "{name}"')


def keys_are_enforced(cursor: CursorWrapper) -> bool:
    cursor.execute("PRAGMA foreign_keys")
    return bool(cursor.fetchone()[0])

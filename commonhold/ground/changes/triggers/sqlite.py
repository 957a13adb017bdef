"""The triggers as SQLite spells them."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from commonhold.ground.changes.register import PREFIX, Watch

_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def wanted(watch: Watch) -> dict[str, str]:
    return {
        f"{PREFIX}{watch.name}_{event}": _trigger(watch, event, row)
        for event, row in _EVENTS.items()
        if event == "update" or not watch.columns
    }


def found(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: sql for name, sql in cursor.fetchall() if name.startswith(PREFIX)}


def create(cursor: CursorWrapper, watch: Watch) -> None:
    for sql in wanted(watch).values():
        cursor.execute(sql)


def drop(cursor: CursorWrapper) -> None:
    for name in found(cursor):
        cursor.execute(f'DROP TRIGGER "{name}"')


def _trigger(watch: Watch, event: str, row: str) -> str:
    of = f" OF {', '.join(watch.columns)}" if event == "update" and watch.columns else ""
    told = " ".join(f"{each.told(row)};" for each in watch.ends)
    name = f"{PREFIX}{watch.name}_{event}"
    return f'CREATE TRIGGER "{name}" AFTER {event.upper()}{of} ON "{watch.table}" BEGIN {told} END'

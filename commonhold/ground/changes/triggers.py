"""The triggers that tell of changes. SQLite alone has them: elsewhere nobody keeps anything in memory."""

from __future__ import annotations

from django.db import connection as default_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from commonhold.ground.changes.register import Watch, watched

_PREFIX = "changes_"
_EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def create(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place anew, as far as its table exists."""
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name in _found(connection):
            cursor.execute(f'DROP TRIGGER "{name}"')
        if "changes_change" in there:
            for each in watched():
                if each.table in there:
                    for sql in _wanted(each).values():
                        cursor.execute(sql)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away, for a migration alone."""
    if connection.vendor == "sqlite":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for name in _found(connection):
                cursor.execute(f'DROP TRIGGER "{name}"')


def missing(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """Names of triggers that are absent or not exactly ours."""
    connection = connection or default_connection
    if connection.vendor != "sqlite":
        return []
    found = _found(connection)
    wanted = {name: sql for each in watched() for name, sql in _wanted(each).items()}
    return [name for name, sql in wanted.items() if found.get(name) != sql]


def _found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: sql for name, sql in cursor.fetchall() if name.startswith(_PREFIX)}


def _wanted(watch: Watch) -> dict[str, str]:
    return {
        f"{_PREFIX}{watch.name}_{event}": _trigger(watch, event, row)
        for event, row in _EVENTS.items()
        if event == "update" or not watch.columns
    }


def _trigger(watch: Watch, event: str, row: str) -> str:
    of = f" OF {', '.join(watch.columns)}" if event == "update" and watch.columns else ""
    told = " ".join(
        f"INSERT INTO changes_change (kind, which) SELECT '{each.kind}', gone.id"  # noqa: S608 - our own words
        f" FROM ({each.which.format(row=row)}) AS gone WHERE gone.id IS NOT NULL;"
        for each in watch.ends
    )
    name = f"{_PREFIX}{watch.name}_{event}"
    return f'CREATE TRIGGER "{name}" AFTER {event.upper()}{of} ON "{watch.table}" BEGIN {told} END'

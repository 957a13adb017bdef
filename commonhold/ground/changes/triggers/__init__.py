"""The triggers that tell of changes, as each database spells them."""

from __future__ import annotations

from typing import Protocol

from django.db import connection as default_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from commonhold.ground.changes.register import EVERYTHING, Watch, watched
from commonhold.ground.changes.triggers import postgresql, sqlite


class Dialect(Protocol):
    """Triggers are compared by name and by definition."""

    def wanted(self, watch: Watch) -> dict[str, str]: ...
    def found(self, cursor: CursorWrapper) -> dict[str, str]: ...
    def create(self, cursor: CursorWrapper, watch: Watch) -> None: ...
    def drop(self, cursor: CursorWrapper) -> None: ...


_DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgresql}


def create(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place anew, as far as its table exists.

    Nobody told of what happened without them: it ends everything.
    """
    dialect = _DIALECTS[connection.vendor]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        dialect.drop(cursor)
        if "changes_change" in there:
            for each in watched():
                if each.table in there:
                    dialect.create(cursor, each)
            cursor.execute("INSERT INTO changes_change (kind, which) VALUES (%s, 0)", [EVERYTHING])


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away, for a migration alone."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _DIALECTS[connection.vendor].drop(cursor)


def missing(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """Names of triggers that are absent, switched off or not exactly ours."""
    connection = connection or default_connection
    dialect = _DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        found = dialect.found(cursor)
    wanted = {name: sql for each in watched() for name, sql in dialect.wanted(each).items()}
    return [name for name, sql in wanted.items() if found.get(name) != sql]

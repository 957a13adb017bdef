"""Triggers by which the database itself refuses what must never be in it, whoever writes, raw SQL included.

A room spells its guards for both databases and offers them when Django has loaded it. They step aside for
migrations, stand again afterwards, and are compared by name and by definition (docs/adr/0003-the-seal.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connection as default_connection
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

from commonhold.ground.guards import expanding, postgresql, sqlite
from commonhold.ground.guards.postgresql import Spelling

_offered: dict[str, Guards] = {}


@dataclass(frozen=True)
class Guards:
    """A room's guards. `prefix` begins the name of each of them, and of no other trigger."""

    prefix: str
    tables: frozenset[str]
    on_sqlite: Mapping[str, str]  # by name: the statement that makes it
    on_postgresql: Spelling

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Put every guard in place anew; nothing happens before the room's tables exist."""
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            if not self.tables.issubset(connection.introspection.table_names(cursor)):
                return
            if connection.vendor == "sqlite":
                sqlite.drop(cursor, self.prefix)
                sqlite.create(cursor, self.on_sqlite)
            else:
                postgresql.drop(cursor, self.prefix)
                postgresql.create(cursor, self.on_postgresql)

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        """Take every guard away, for a migration alone."""
        dialect = sqlite if connection.vendor == "sqlite" else postgresql
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            dialect.drop(cursor, self.prefix)

    def missing(self, connection: BaseDatabaseWrapper | None = None) -> list[str]:
        """Names of guards that are absent, switched off or not exactly ours."""
        connection = connection or default_connection
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                found, wanted = sqlite.found(cursor, self.prefix), self.on_sqlite
            else:
                found = postgresql.found(cursor, self.prefix)
                wanted = postgresql.wanted(cursor, self.on_postgresql)
        return [name for name, words in wanted.items() if found.get(name) != words]


def offer(guards: Guards, *, app: AppConfig) -> None:
    """Have a room's guards step aside for its migrations and stand again afterwards."""
    _offered[guards.prefix] = guards

    def step_aside(*, using: str, plan: list[Any], **_: object) -> None:
        if plan and must_step_aside(connections[using], plan):
            guards.drop(connections[using])

    def stand_again(*, using: str, **_: object) -> None:
        guards.create(connections[using])

    pre_migrate.connect(step_aside, sender=app, weak=False)
    post_migrate.connect(stand_again, sender=app, weak=False)


def must_step_aside(connection: BaseDatabaseWrapper, plan: list[Any]) -> bool:
    """Would triggers be in the way of these migrations, or be lost by them?

    Django's SQLite rebuilds a table to alter it, and its triggers would fail or silently vanish. PostgreSQL
    minds what takes away; where tables only grow, the release before may be serving, with its guards.
    """
    return connection.vendor == "sqlite" or bool(expanding.breaking_here(connection, plan))


def create_all(connection: BaseDatabaseWrapper) -> None:
    """Put the guards of every room in place anew."""
    for each in _offered.values():
        each.create(connection)


def all_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guards of any room that are absent, switched off or not exactly ours."""
    return [name for each in _offered.values() for name in each.missing(connection)]


def keys_are_enforced(connection: BaseDatabaseWrapper) -> bool:
    """Does this connection mind foreign keys, and triggers with them?"""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return sqlite.keys_are_enforced(cursor)
        return postgresql.keys_are_enforced(cursor)

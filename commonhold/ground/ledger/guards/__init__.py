"""The ledger's guards: triggers by which the database itself refuses what must never be in the books.

Together with the seal (a deferred foreign key) they hold these promises against any writer:
a transaction commits only when sealed; a seal is given only to two or more legs that sum to zero in
each currency; nothing sealed takes another leg; nothing is ever changed or deleted.

What no schema can refuse, such as a raw SQLite connection with its foreign keys switched off, is found
by `queries.check`. The reasons are in docs/adr/0003-the-seal.md.
"""

from __future__ import annotations

from typing import Protocol

from django.db import connection as default_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from commonhold.ground.ledger.guards import postgresql, sqlite

_TABLES = {"ledger_account", "ledger_transaction", "ledger_leg", "ledger_seal"}
_SEAL_KEY = "ledger_transaction.seal_id"
_SEAL_CHECK = "ledger_seal_is_its_own"


class Dialect(Protocol):
    """How one database spells the guards. Guards are compared by name and by definition."""

    def wanted(self, cursor: CursorWrapper) -> dict[str, str]: ...
    def found(self, cursor: CursorWrapper) -> dict[str, str]: ...
    def create(self, cursor: CursorWrapper) -> None: ...
    def drop(self, cursor: CursorWrapper) -> None: ...
    def keys_are_enforced(self, cursor: CursorWrapper) -> bool: ...


_DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgresql}


def create(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place anew; nothing happens before the ledger's tables exist."""
    dialect = _DIALECTS[connection.vendor]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if _has_tables(connection, cursor):
            dialect.drop(cursor)
            dialect.create(cursor)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away, for a migration alone."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _DIALECTS[connection.vendor].drop(cursor)


def missing_guards(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """Names of guards that are absent, switched off or not exactly ours."""
    connection = connection or default_connection
    dialect = _DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        found = dialect.found(cursor)
        missing = [name for name, words in dialect.wanted(cursor).items() if found.get(name) != words]
        missing += _missing_constraints(connection, cursor)
        if not dialect.keys_are_enforced(cursor):
            missing.append("foreign keys")
    return missing


def _has_tables(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> bool:
    return _TABLES.issubset(connection.introspection.table_names(cursor))


def _missing_constraints(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> list[str]:
    if not _has_tables(connection, cursor):
        return [_SEAL_KEY, _SEAL_CHECK]
    constraints = connection.introspection.get_constraints(cursor, "ledger_transaction")
    keys = [(each["columns"], each["foreign_key"]) for each in constraints.values()]
    missing = [] if (["seal_id"], ("ledger_seal", "id")) in keys else [_SEAL_KEY]
    return missing if _SEAL_CHECK in constraints else [*missing, _SEAL_CHECK]

"""The ledger's guards: triggers by which the database itself refuses what must never be in the books.

Together with the seal (a deferred foreign key) they hold these promises against any writer:
a transaction commits only when sealed; a seal is given only to two or more legs that sum to zero in
each currency; nothing sealed takes another leg; nothing is ever changed or deleted; and once the books are
closed up to a time, no entry bears that time or an earlier one.

What no schema can refuse, such as a raw SQLite connection with its foreign keys switched off, is found
by `queries.check`. The reasons are in docs/adr/0003-the-seal.md.
"""

from __future__ import annotations

from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

from commonhold.ground.guards import Guards, keys_are_enforced
from commonhold.ground.ledger.guards import postgresql, sqlite

_TABLES = frozenset(
    {
        "ledger_account",
        "ledger_transaction",
        "ledger_leg",
        "ledger_seal",
        "ledger_close",
        "ledger_close_balance",
    }
)
#: What the database says of an entry whose time is over.
CLOSED = "ledger: the books are closed"
_SEAL_KEY = "ledger_transaction.seal_id"
_SEAL_CHECK = "ledger_seal_is_its_own"


GUARDS = Guards("ledger", _TABLES, sqlite.TRIGGERS, postgresql.SPELLING)


def missing_guards(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """Names of guards that are absent, switched off or not exactly ours, and of keys that nobody minds."""
    connection = connection or default_connection
    missing = GUARDS.missing(connection) + _missing_constraints(connection)
    return missing if keys_are_enforced(connection) else [*missing, "foreign keys"]


def _missing_constraints(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        if not _TABLES.issubset(connection.introspection.table_names(cursor)):
            return [_SEAL_KEY, _SEAL_CHECK]
        if connection.vendor == "sqlite":
            has_key, has_check = sqlite.has_seal_key(cursor), sqlite.has_constraint(cursor, _SEAL_CHECK)
        else:
            constraints = connection.introspection.get_constraints(cursor, "ledger_transaction")
            keys = [(each["columns"], each["foreign_key"]) for each in constraints.values()]
            has_key, has_check = (["seal_id"], ("ledger_seal", "id")) in keys, _SEAL_CHECK in constraints
    return [name for name, is_there in ((_SEAL_KEY, has_key), (_SEAL_CHECK, has_check)) if not is_there]

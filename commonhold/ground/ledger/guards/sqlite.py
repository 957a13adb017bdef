"""The guards as SQLite spells them.

`INSERT OR REPLACE` deletes without asking a delete trigger, so every insert guard refuses a row whose id
or unique key is taken. SQLite keeps 0.5 or 'abc' in an integer column and can be told to ignore CHECKs,
so the leg's guard looks at types itself. RAISE(ABORT) holds under `INSERT OR IGNORE` too.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.backends.utils import CursorWrapper

#: What each table's insert refuses: words, and the condition in SQL.
_REFUSED: Mapping[str, Mapping[str, str]] = {
    "ledger_account": {
        "an account is never replaced": (
            "EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.id OR code = NEW.code)"
        ),
    },
    "ledger_transaction": {
        "a transaction is never replaced": (
            "EXISTS (SELECT 1 FROM ledger_transaction"
            " WHERE id = NEW.id OR key = NEW.key OR reverses_id = NEW.reverses_id)"
        ),
        # An id that SQLite is still to choose reads as -1 here.
        "a transaction names its own id and seal": "NEW.id < 1 OR NEW.seal_id IS NOT NEW.id",
    },
    "ledger_leg": {
        "a leg is never replaced": "EXISTS (SELECT 1 FROM ledger_leg WHERE id = NEW.id)",
        "an amount is whole and not zero": "typeof(NEW.amount) <> 'integer' OR NEW.amount = 0",
        "a currency is three capital letters": "NEW.currency NOT GLOB '[A-Z][A-Z][A-Z]'",
        "a leg needs its transaction": (
            "NOT EXISTS (SELECT 1 FROM ledger_transaction WHERE id = NEW.transaction_id)"
        ),
        "a sealed transaction takes no more legs": (
            "EXISTS (SELECT 1 FROM ledger_seal WHERE id = NEW.transaction_id)"
        ),
    },
    "ledger_seal": {
        "a seal is never replaced": "EXISTS (SELECT 1 FROM ledger_seal WHERE id = NEW.id)",
        "a seal needs its transaction": "NOT EXISTS (SELECT 1 FROM ledger_transaction WHERE id = NEW.id)",
        "a transaction has two legs or more": (
            "(SELECT count(*) FROM ledger_leg WHERE transaction_id = NEW.id) < 2"
        ),
        "the legs must sum to zero in each currency": (
            "EXISTS (SELECT 1 FROM ledger_leg WHERE transaction_id = NEW.id"
            " GROUP BY currency HAVING sum(amount) <> 0)"
        ),
    },
}


def _insert_guard(table: str, refused: Mapping[str, str]) -> str:
    lines = [f"  SELECT RAISE(ABORT, 'ledger: {words}') WHERE {when};" for words, when in refused.items()]
    return "\n".join([f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} BEGIN", *lines, "END"])


def _change_guard(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{event} BEFORE {event.upper()} ON {table} BEGIN\n"
        f"  SELECT RAISE(ABORT, 'ledger: nothing posted is ever changed or deleted');\nEND"
    )


_TRIGGERS = {
    **{f"{table}_insert": _insert_guard(table, refused) for table, refused in _REFUSED.items()},
    **{f"{table}_update": _change_guard(table, "update") for table in _REFUSED},
    **{f"{table}_delete": _change_guard(table, "delete") for table in _REFUSED},
}


def wanted(cursor: CursorWrapper) -> dict[str, str]:
    return dict(_TRIGGERS)


def found(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'ledger_*'")
    return dict(cursor.fetchall())


def create(cursor: CursorWrapper) -> None:
    for statement in _TRIGGERS.values():
        cursor.execute(statement)


def drop(cursor: CursorWrapper) -> None:
    for name in found(cursor):
        cursor.execute(f'DROP TRIGGER "{name}"')


def keys_are_enforced(cursor: CursorWrapper) -> bool:
    cursor.execute("PRAGMA foreign_keys")
    return bool(cursor.fetchone()[0])

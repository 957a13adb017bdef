"""The guards as SQLite spells them.

`INSERT OR REPLACE` deletes without asking a delete trigger, so every insert guard refuses a row whose id
or unique key is taken. SQLite keeps 0.5 or 'abc' in an integer column and can be told to ignore CHECKs,
so the leg's guard looks at types itself. RAISE(ABORT) holds under `INSERT OR IGNORE` too.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.backends.utils import CursorWrapper

from commonhold.ground.guards.sqlite import refusing, refusing_insert

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
        "the books are closed up to a later time": (
            "EXISTS (SELECT 1 FROM ledger_close WHERE until >= NEW.at)"
        ),
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
    "ledger_close": {
        "a close comes after the one before": (
            "EXISTS (SELECT 1 FROM ledger_close WHERE id = NEW.id OR until >= NEW.until)"
        ),
    },
    "ledger_close_balance": {
        "a balance is never replaced": (
            "EXISTS (SELECT 1 FROM ledger_close_balance WHERE id = NEW.id OR (close_id = NEW.close_id"
            " AND account_id = NEW.account_id AND currency = NEW.currency))"
        ),
        "an amount is whole": "typeof(NEW.amount) <> 'integer'",
    },
}


_UNCHANGED = "ledger: nothing posted is ever changed or deleted"
TRIGGERS = {
    **{f"{table}_insert": refusing_insert(table, each, by="ledger") for table, each in _REFUSED.items()},
    **{f"{table}_update": refusing("update", table, _UNCHANGED) for table in _REFUSED},
    **{f"{table}_delete": refusing("delete", table, _UNCHANGED) for table in _REFUSED},
}


def has_seal_key(cursor: CursorWrapper) -> bool:
    """Does the database mind that a transaction's seal is there?"""
    cursor.execute('PRAGMA foreign_key_list("ledger_transaction")')
    return any(row[2:5] == ("ledger_seal", "seal_id", "id") for row in cursor.fetchall())


def has_constraint(cursor: CursorWrapper, name: str) -> bool:
    """Is this check on a transaction there? Asked directly: Django would take all its words apart."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'ledger_transaction'")
    return f'CONSTRAINT "{name}" CHECK (' in cursor.fetchone()[0]

"""The guards as SQLite spells them. Its columns keep 0.5 or 'abc', and its REPLACE deletes without asking."""

from __future__ import annotations

from collections.abc import Mapping

from commonhold.civic.credit.guards.conditions import BALANCE, BALANCE_CHANGE, LEG, SEAL, UNCHANGED
from commonhold.ground.guards.sqlite import refusing, refusing_insert

_REFUSED: Mapping[str, Mapping[str, str]] = {
    "credit_entry": {
        "an entry is never replaced": (
            "EXISTS (SELECT 1 FROM credit_entry WHERE id = NEW.id OR key = NEW.key)"
        ),
        # An id that SQLite is still to choose reads as -1 here.
        "an entry names its own id and seal": "NEW.id < 1 OR NEW.seal_id IS NOT NEW.id",
    },
    "credit_leg": {
        "a leg is never replaced": (
            "EXISTS (SELECT 1 FROM credit_leg WHERE id = NEW.id"
            " OR (entry_id = NEW.entry_id AND position = NEW.position))"
        ),
        "minutes are whole and not zero": "typeof(NEW.minutes) <> 'integer' OR NEW.minutes = 0",
        **LEG,
    },
    "credit_seal": {
        "a seal is never replaced": "EXISTS (SELECT 1 FROM credit_seal WHERE id = NEW.id)",
        **SEAL,
    },
    "credit_balance": {
        "a balance is never replaced": (
            "EXISTS (SELECT 1 FROM credit_balance WHERE id = NEW.id"
            " OR (low_id = NEW.low_id AND high_id = NEW.high_id))"
        ),
        "minutes are whole": "typeof(NEW.minutes) <> 'integer'",
        **BALANCE,
    },
}
_FOR_EVER = ("credit_entry", "credit_leg", "credit_seal")


def _refusing_update(table: str, refused: Mapping[str, str]) -> str:
    insert = refusing_insert(table, refused, by="credit")
    return insert.replace(f"{table}_insert BEFORE INSERT", f"{table}_update BEFORE UPDATE", 1)


TRIGGERS = {
    **{f"{table}_insert": refusing_insert(table, each, by="credit") for table, each in _REFUSED.items()},
    **{f"{table}_update": refusing("update", table, UNCHANGED) for table in _FOR_EVER},
    "credit_balance_update": _refusing_update(
        "credit_balance", {"minutes are whole": "typeof(NEW.minutes) <> 'integer'", **BALANCE_CHANGE}
    ),
    **{f"{table}_delete": refusing("delete", table, UNCHANGED) for table in _REFUSED},
}

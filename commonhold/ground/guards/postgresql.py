"""Guards on PostgreSQL: triggers and their functions.

Functions name their search path, so no temporary table can stand in for ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

_FOUND = """
    SELECT trigger.tgname, table_.relname, pg_get_triggerdef(trigger.oid, true), function.prosrc,
           function.proconfig
    FROM pg_trigger trigger
    JOIN pg_class table_ ON table_.oid = trigger.tgrelid
    JOIN pg_proc function ON function.oid = trigger.tgfoid
    WHERE NOT trigger.tgisinternal AND starts_with(trigger.tgname, %s)
      AND table_.relnamespace = current_schema()::regnamespace
      AND trigger.tgenabled = ANY(%s)
"""
_ENABLED, _ANY = ["O", "A"], ["O", "A", "D", "R"]


@dataclass(frozen=True)
class Spelling:
    """`functions` by name: the body in PL/pgSQL.

    `triggers` by name: its function, and the rest of its definition just as `pg_get_triggerdef` says it.
    """

    functions: Mapping[str, str]
    triggers: Mapping[str, tuple[str, str]]


def refusing(words: str) -> str:
    """The body of a function that refuses whatever calls it."""
    return (
        f"\nBEGIN\n  RAISE EXCEPTION '{words}'\n    USING ERRCODE = 'integrity_constraint_violation';\nEND\n"
    )


def wanted(cursor: CursorWrapper, spelling: Spelling) -> dict[str, str]:
    path = f"search_path={_schema(cursor)}, pg_temp"
    return {
        name: _definition(_statement(name, spelling), spelling.functions[function], [path])
        for name, (function, _) in spelling.triggers.items()
    }


def found(cursor: CursorWrapper, prefix: str) -> dict[str, str]:
    cursor.execute(_FOUND, [f"{prefix}_", _ENABLED])
    return {name: _definition(sql, source, config) for name, _, sql, source, config in cursor.fetchall()}


def create(cursor: CursorWrapper, spelling: Spelling) -> None:
    schema = _schema(cursor)
    for name, source in spelling.functions.items():
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path TO {schema}, pg_temp AS $guard${source}$guard$"
        )
    for name in spelling.triggers:
        cursor.execute(_statement(name, spelling))


def drop(cursor: CursorWrapper, prefix: str) -> None:
    cursor.execute(_FOUND, [f"{prefix}_", _ANY])
    for name, table, *_ in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')


def keys_are_enforced(cursor: CursorWrapper) -> bool:
    cursor.execute("SHOW session_replication_role")
    return bool(cursor.fetchone()[0] == "origin")


def _statement(name: str, spelling: Spelling) -> str:
    function, rest = spelling.triggers[name]
    return f"CREATE TRIGGER {name} {rest} EXECUTE FUNCTION {function}()"


def _definition(trigger: str, source: str, config: list[Any] | None) -> str:
    return "\n".join([trigger, *(config or []), source])


def _schema(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT quote_ident(current_schema())")
    return str(cursor.fetchone()[0])

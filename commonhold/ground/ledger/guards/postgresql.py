"""The guards as PostgreSQL spells them.

A leg is taken only when this connection sees its transaction unsealed, both in one look: foreign keys
are checked at commit, so a second connection could otherwise slip a leg under a transaction that was
sealed meanwhile. Functions name their search path, so no temporary table can stand in for ours.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.utils import CursorWrapper

_TABLES = ("ledger_account", "ledger_transaction", "ledger_leg", "ledger_seal")

_REFUSE = """
BEGIN
  RAISE EXCEPTION 'ledger: nothing posted is ever changed or deleted'
    USING ERRCODE = 'integrity_constraint_violation';
END
"""

_GUARD_LEG = """
BEGIN
  IF NEW.currency !~ '^[A-Z]{3}$' THEN
    RAISE EXCEPTION 'ledger: a currency is three capital letters'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM ledger_transaction t
    WHERE t.id = NEW.transaction_id AND NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.id = t.id)
  ) THEN
    RAISE EXCEPTION 'ledger: a leg needs its transaction, and a sealed one takes no more legs'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
"""

_GUARD_SEAL = """
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_transaction WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'ledger: a seal needs its transaction'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (SELECT count(*) FROM ledger_leg WHERE transaction_id = NEW.id) < 2 THEN
    RAISE EXCEPTION 'ledger: a transaction has two legs or more'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM ledger_leg WHERE transaction_id = NEW.id GROUP BY currency HAVING sum(amount) <> 0
  ) THEN
    RAISE EXCEPTION 'ledger: the legs must sum to zero in each currency'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
"""

_FUNCTIONS = {"ledger_refuse": _REFUSE, "ledger_guard_leg": _GUARD_LEG, "ledger_guard_seal": _GUARD_SEAL}

#: By trigger: its function, and the rest of its definition just as `pg_get_triggerdef` gives it back.
_TRIGGERS = {
    "ledger_leg_insert": ("ledger_guard_leg", "BEFORE INSERT ON ledger_leg FOR EACH ROW"),
    "ledger_seal_insert": ("ledger_guard_seal", "BEFORE INSERT ON ledger_seal FOR EACH ROW"),
    **{
        f"{table}_change": ("ledger_refuse", f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW")
        for table in _TABLES
    },
    # Any other table is truncated with CASCADE alone, which reaches the legs.
    "ledger_leg_truncate": ("ledger_refuse", "BEFORE TRUNCATE ON ledger_leg FOR EACH STATEMENT"),
}

_FOUND = """
    SELECT trigger.tgname, table_.relname, pg_get_triggerdef(trigger.oid, true), function.prosrc,
           function.proconfig
    FROM pg_trigger trigger
    JOIN pg_class table_ ON table_.oid = trigger.tgrelid
    JOIN pg_proc function ON function.oid = trigger.tgfoid
    WHERE NOT trigger.tgisinternal AND trigger.tgname LIKE 'ledger%%'
      AND table_.relnamespace = current_schema()::regnamespace
      AND trigger.tgenabled = ANY(%s)
"""
_ENABLED, _ANY = ["O", "A"], ["O", "A", "D", "R"]


def wanted(cursor: CursorWrapper) -> dict[str, str]:
    path = f"search_path={_schema(cursor)}, pg_temp"
    return {
        name: _definition(_statement(name), _FUNCTIONS[function], [path])
        for name, (function, _) in _TRIGGERS.items()
    }


def found(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute(_FOUND, [_ENABLED])
    return {name: _definition(sql, source, config) for name, _, sql, source, config in cursor.fetchall()}


def create(cursor: CursorWrapper) -> None:
    schema = _schema(cursor)
    for name, source in _FUNCTIONS.items():
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path TO {schema}, pg_temp AS $guard${source}$guard$"
        )
    for name in _TRIGGERS:
        cursor.execute(_statement(name))


def drop(cursor: CursorWrapper) -> None:
    cursor.execute(_FOUND, [_ANY])
    for name, table, *_ in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')


def keys_are_enforced(cursor: CursorWrapper) -> bool:
    cursor.execute("SHOW session_replication_role")
    return bool(cursor.fetchone()[0] == "origin")


def _statement(name: str) -> str:
    function, rest = _TRIGGERS[name]
    return f"CREATE TRIGGER {name} {rest} EXECUTE FUNCTION {function}()"


def _definition(trigger: str, source: str, config: list[Any] | None) -> str:
    return "\n".join([trigger, *(config or []), source])


def _schema(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT quote_ident(current_schema())")
    return str(cursor.fetchone()[0])

"""The guards as PostgreSQL spells them.

A leg is taken only when this connection sees its transaction unsealed, both in one look: foreign keys
are checked at commit, so a second connection could otherwise slip a leg under a transaction that was
sealed meanwhile.
"""

from __future__ import annotations

from commonhold.ground.guards.postgresql import Spelling, refusing

_TABLES = (
    "ledger_account",
    "ledger_transaction",
    "ledger_leg",
    "ledger_seal",
    "ledger_close",
    "ledger_close_balance",
)

_REFUSE = refusing("ledger: nothing posted is ever changed or deleted")

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

_GUARD_TRANSACTION = """
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_close WHERE until >= NEW.at) THEN
    RAISE EXCEPTION 'ledger: the books are closed up to a later time'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
"""

_GUARD_CLOSE = """
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_close WHERE until >= NEW.until) THEN
    RAISE EXCEPTION 'ledger: a close comes after the one before'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
"""

_FUNCTIONS = {
    "ledger_refuse": _REFUSE,
    "ledger_guard_leg": _GUARD_LEG,
    "ledger_guard_seal": _GUARD_SEAL,
    "ledger_guard_transaction": _GUARD_TRANSACTION,
    "ledger_guard_close": _GUARD_CLOSE,
}

#: By trigger: its function, and the rest of its definition just as `pg_get_triggerdef` gives it back.
_TRIGGERS = {
    "ledger_leg_insert": ("ledger_guard_leg", "BEFORE INSERT ON ledger_leg FOR EACH ROW"),
    "ledger_seal_insert": ("ledger_guard_seal", "BEFORE INSERT ON ledger_seal FOR EACH ROW"),
    "ledger_transaction_insert": (
        "ledger_guard_transaction",
        "BEFORE INSERT ON ledger_transaction FOR EACH ROW",
    ),
    "ledger_close_insert": ("ledger_guard_close", "BEFORE INSERT ON ledger_close FOR EACH ROW"),
    **{
        f"{table}_change": ("ledger_refuse", f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW")
        for table in _TABLES
    },
    # Any other table is truncated with CASCADE alone, which reaches the legs or the balances.
    "ledger_leg_truncate": ("ledger_refuse", "BEFORE TRUNCATE ON ledger_leg FOR EACH STATEMENT"),
    "ledger_close_balance_truncate": (
        "ledger_refuse",
        "BEFORE TRUNCATE ON ledger_close_balance FOR EACH STATEMENT",
    ),
}

SPELLING = Spelling(_FUNCTIONS, _TRIGGERS)

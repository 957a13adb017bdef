"""The guards as PostgreSQL spells them."""

from __future__ import annotations

from collections.abc import Mapping

from commonhold.civic.credit.guards.conditions import BALANCE, BALANCE_CHANGE, LEG, SEAL, UNCHANGED
from commonhold.ground.guards.postgresql import Spelling, refusing


def _guard(refused: Mapping[str, str]) -> str:
    lines = (
        f"  IF {when} THEN\n    RAISE EXCEPTION 'credit: {words}'\n"
        "      USING ERRCODE = 'integrity_constraint_violation';\n  END IF;"
        for words, when in refused.items()
    )
    return "\n".join(["", "BEGIN", *lines, "  RETURN NEW;", "END", ""])


_FUNCTIONS = {
    "credit_refuse": refusing(UNCHANGED),
    "credit_guard_leg": _guard(LEG),
    "credit_guard_seal": _guard(SEAL),
    "credit_guard_balance": _guard(BALANCE),
    "credit_guard_balance_change": _guard(BALANCE_CHANGE),
}

#: By trigger: its function, and the rest of its definition just as `pg_get_triggerdef` gives it back.
_TRIGGERS = {
    "credit_leg_insert": ("credit_guard_leg", "BEFORE INSERT ON credit_leg FOR EACH ROW"),
    "credit_seal_insert": ("credit_guard_seal", "BEFORE INSERT ON credit_seal FOR EACH ROW"),
    "credit_balance_insert": ("credit_guard_balance", "BEFORE INSERT ON credit_balance FOR EACH ROW"),
    "credit_balance_update": (
        "credit_guard_balance_change",
        "BEFORE UPDATE ON credit_balance FOR EACH ROW",
    ),
    "credit_balance_delete": ("credit_refuse", "BEFORE DELETE ON credit_balance FOR EACH ROW"),
    **{
        f"{table}_change": ("credit_refuse", f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW")
        for table in ("credit_entry", "credit_leg", "credit_seal")
    },
    # Any other table is truncated with CASCADE alone, which reaches the legs.
    "credit_leg_truncate": ("credit_refuse", "BEFORE TRUNCATE ON credit_leg FOR EACH STATEMENT"),
}

SPELLING = Spelling(_FUNCTIONS, _TRIGGERS)

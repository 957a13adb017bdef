"""The guards as PostgreSQL spells them. Two connections never both count on the same holding: each number is
given once, so the second waits at the first one's number, and then its own no longer follows."""

from __future__ import annotations

from commonhold.civic.shares.guards.conditions import REFUSED
from commonhold.ground.guards.postgresql import Spelling, refusing

_REFUSE = refusing("shares: nothing in the register is ever changed or deleted")
_GUARD = "\n".join(
    [
        "",
        "BEGIN",
        *(
            f"  IF {when} THEN\n    RAISE EXCEPTION 'shares: {words}'\n"
            "      USING ERRCODE = 'integrity_constraint_violation';\n  END IF;"
            for words, when in REFUSED.items()
        ),
        "  RETURN NEW;",
        "END",
        "",
    ]
)
_FUNCTIONS = {"shares_refuse": _REFUSE, "shares_guard_operation": _GUARD}

#: By trigger: its function, and the rest of its definition just as `pg_get_triggerdef` gives it back.
_TRIGGERS = {
    "shares_operation_insert": (
        "shares_guard_operation",
        "BEFORE INSERT ON shares_operation FOR EACH ROW",
    ),
    "shares_operation_change": (
        "shares_refuse",
        "BEFORE DELETE OR UPDATE ON shares_operation FOR EACH ROW",
    ),
    "shares_operation_truncate": (
        "shares_refuse",
        "BEFORE TRUNCATE ON shares_operation FOR EACH STATEMENT",
    ),
}

SPELLING = Spelling(_FUNCTIONS, _TRIGGERS)

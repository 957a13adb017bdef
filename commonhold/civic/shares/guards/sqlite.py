"""The guards as SQLite spells them. Its columns keep 0.5 or 'abc', so types are looked at too."""

from __future__ import annotations

from commonhold.civic.shares.guards.conditions import REFUSED
from commonhold.ground.guards.sqlite import refusing, refusing_insert

_NUMBERS = ("number", "member", "shares", "par_cents", "paid_cents", "written_cents")
_TYPES = " OR ".join(f"typeof(NEW.{each}) <> 'integer'" for each in _NUMBERS)
_ALL_REFUSED = {
    # An id that SQLite is still to choose reads as -1 here.
    "an operation names its own id": "NEW.id < 1",
    "amounts are whole": f"{_TYPES} OR (NEW.other IS NOT NULL AND typeof(NEW.other) <> 'integer')",
    **REFUSED,
}
_TABLE = "shares_operation"
_UNCHANGED = "shares: nothing in the register is ever changed or deleted"
TRIGGERS = {
    f"{_TABLE}_insert": refusing_insert(_TABLE, _ALL_REFUSED, by="shares"),
    **{f"{_TABLE}_{event}": refusing(event, _TABLE, _UNCHANGED) for event in ("update", "delete")},
}

"""The book's guards: triggers by which the database itself refuses what must never be in it.

They hold against any writer, raw SQL included: an entry commits only when sealed; a seal is given only to
legs that sum to zero between every two people; a leg is of one of the two; nothing sealed takes another leg;
nothing is ever changed or deleted; and a balance is never anything but the sum of its legs.
"""

from __future__ import annotations

from commonhold.civic.credit.guards import postgresql, sqlite
from commonhold.ground.guards import Guards

GUARDS = Guards(
    "credit",
    frozenset({"credit_entry", "credit_leg", "credit_seal", "credit_balance"}),
    sqlite.TRIGGERS,
    postgresql.SPELLING,
)

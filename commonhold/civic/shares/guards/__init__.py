"""The register's guards: triggers by which the database itself refuses what must never be in it.

They hold against any writer, raw SQL included: an operation is never changed, deleted or replaced; numbers
follow each other; no holding falls below nothing; and what an operation moves of paid-in shares is what its
entry in the books moves.
"""

from __future__ import annotations

from commonhold.civic.shares.guards import postgresql, sqlite
from commonhold.ground.guards import Guards

GUARDS = Guards("shares", frozenset({"shares_operation"}), sqlite.TRIGGERS, postgresql.SPELLING)

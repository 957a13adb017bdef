"""Who may bring what: a mandate for each kind of file."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moving_in.vocabulary import Kind

ROLES = {
    Kind.MEMBERS: Role.BOARD,
    Kind.SHARES: Role.TREASURER,
    Kind.DECISIONS: Role.BOARD,
    Kind.BALANCES: Role.TREASURER,
    Kind.OPEN_COLLECTIVE: Role.TREASURER,
}


def must_bring(by: int, kind: Kind, *, at: datetime) -> None:
    """Raises Refusal without the mandate."""
    mandates.must_hold(by, ROLES[kind], at=at)


def kinds_for(person_id: int, *, at: datetime) -> list[Kind]:
    """What somebody may bring."""
    held = {each.role for each in mandates.held_by(person_id, at=at)}
    return [each for each in Kind if ROLES[each] in held]

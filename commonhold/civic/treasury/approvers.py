"""Whose word a bill needs before it is paid."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role

APPROVERS = (Role.BOARD, Role.TREASURER)


def approvers(now: datetime) -> set[int]:
    """Who may approve bills now."""
    return {each.person_id for role in APPROVERS for each in mandates.holders(role, at=now)}

"""Who says yes or no to ads: holders of the mandate that the charter names."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.ground.charter import queries as charter


def role() -> Role:
    return Role(charter.current().read(SponsorsCharter).panel)


def members_of_panel(now: datetime) -> set[int]:
    return {each.person_id for each in mandates.holders(role(), at=now)}


def must_be_of_panel(by: int, now: datetime) -> None:
    """Raises Refusal without the mandate."""
    mandates.must_hold(by, role(), at=now)

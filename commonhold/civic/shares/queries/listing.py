"""The list of members that the law asks for, with shares: for the board, treasurers and auditors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.shares import accounts
from commonhold.civic.shares.holdings import Holding, holdings
from commonhold.civic.shares.refusals import NoReading
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

READERS = frozenset({Role.BOARD, Role.TREASURER, Role.AUDITOR})


@dataclass(frozen=True)
class ListedMember:
    """One membership: its number, whose, from when to when, and what she holds under it."""

    number: int
    person: PersonLine
    since: datetime
    left_at: datetime | None
    held: Holding
    currency: str


def may_read_list(viewer: Viewer, *, now: datetime) -> bool:
    """Whether the whole list is hers to read."""
    if viewer.person_id is None:
        return False
    return any(each.role in READERS for each in mandates.held_by(viewer.person_id, at=now))


def member_list(viewer: Viewer, *, now: datetime) -> list[ListedMember]:
    """Everybody who ever was a member, by number; for those without a mandate their own lines.

    Raises NoReading for who never was one.
    """
    rows = members.memberships()
    if not may_read_list(viewer, now=now):
        rows = [each for each in rows if each.person_id == viewer.person_id]
        if not rows:
            raise NoReading
    names = people.lines(viewer, {each.person_id for each in rows})
    held: defaultdict[int, Holding] = defaultdict(Holding)
    for (number, _class), each in holdings().items():
        held[number] += each
    coin = accounts.currency()
    return [
        ListedMember(each.number, names[each.person_id], each.since, each.left_at, held[each.number], coin)
        for each in rows
    ]

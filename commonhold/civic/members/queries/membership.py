"""Memberships with those that ended, by number, for rooms whose rows outlive them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from commonhold.civic.members.models import Member


@dataclass(frozen=True)
class Membership:
    """One membership from joining to leaving. Permission is the asking room's."""

    person_id: int
    number: int
    since: datetime
    left_at: datetime | None


def memberships() -> list[Membership]:
    """All there ever were, by number."""
    return _read(Member.objects.all())


def memberships_of(person_id: int) -> list[Membership]:
    """One person's, by number."""
    return _read(Member.objects.filter(person_id=person_id))


def _read(rows: QuerySet[Member]) -> list[Membership]:
    found = rows.order_by("number")
    return [Membership(row.person_id, row.number, row.since, row.left_at) for row in found]

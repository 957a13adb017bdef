"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.lending.models import Seat, Volunteer


def export_of(person_id: int) -> dict[str, Any]:
    """When she would serve elsewhere, and where she was called; her vote is kept there, without her name."""
    return {
        "volunteered": [
            {"since": row.since.isoformat(), "until": row.until.isoformat() if row.until else None}
            for row in Volunteer.objects.filter(person_id=person_id).order_by("id")
        ],
        "called": [
            {
                "co_op": row.pool.peer.name,
                "called_at": row.called_at.isoformat(),
                "ended_at": row.ended_at.isoformat() if row.ended_at else None,
                "has_voted": row.has_voted,
            }
            for row in Seat.objects.filter(person_id=person_id).select_related("pool__peer").order_by("id")
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """All of it goes: the other co-op never knew more than a key."""
    Seat.objects.filter(person_id=person_id).delete()
    Volunteer.objects.filter(person_id=person_id).delete()

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.operating import actions
from commonhold.civic.operating.models import Holding


def export_of(person_id: int) -> dict[str, Any]:
    """What she holds and held for the co-op."""
    return {
        "holdings": [
            {
                "task": row.task,
                "since": row.since.isoformat(),
                "because": row.because,
                "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
                "until": row.until.isoformat() if row.until else None,
            }
            for row in Holding.objects.filter(person_id=person_id).order_by("id")
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """She holds nothing any more. That somebody did, by whose word, stays on the record without her."""
    actions.end_all_of(person_id, now=now)
    Holding.objects.filter(person_id=person_id).delete()

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.first_hour.models import FirstStep


def export_of(person_id: int) -> dict[str, Any]:
    """Which steps of the first hour she took or skipped, and when, as plain values."""
    rows = FirstStep.objects.filter(person_id=person_id).order_by("id")
    return {
        "first_hour": [{"step": row.step, "state": row.state, "since": row.since.isoformat()} for row in rows]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Keep none of it."""
    FirstStep.objects.filter(person_id=person_id).delete()

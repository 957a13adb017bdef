"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.ground.erased.actions import note_erased
from commonhold.social.erasing.models import Erasure


def export_of(person_id: int) -> dict[str, Any]:
    """When she asked to be erased, and whether she thought again."""
    return {
        "erasures": [
            {
                "asked_at": row.asked_at.isoformat(),
                "due_at": row.due_at.isoformat(),
                "taken_back_at": None if row.taken_back_at is None else row.taken_back_at.isoformat(),
            }
            for row in Erasure.objects.filter(person_id=person_id).order_by("id")
        ]
    }


def erase(person_id: int, now: datetime) -> None:
    """That she was erased stays, under a person without a name: by it backups are erased again."""
    note_erased("person", [person_id], now=now)

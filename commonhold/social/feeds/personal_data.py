"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.feeds.models import ReadUpTo


def export_of(person_id: int) -> dict[str, Any]:
    """How far she has read."""
    row = ReadUpTo.objects.filter(person_id=person_id).first()
    return {"read_up_to": None if row is None else {"place": str(row.place), "at": row.at.isoformat()}}


def erase(person_id: int, now: datetime) -> None:
    ReadUpTo.objects.filter(person_id=person_id).delete()

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.media.actions import bury
from commonhold.social.portraits.models import Portrait


def export_of(person_id: int) -> dict[str, Any]:
    """Which of her media are her pictures; the files are among her media."""
    rows = Portrait.objects.filter(person_id=person_id).order_by("id")
    return {
        "portraits": [
            {"kind": row.kind, "medium": str(row.medium_id), "chosen_at": row.chosen_at.isoformat()}
            for row in rows
        ]
    }


def erase(person_id: int, now: datetime) -> None:
    """Her pictures come down, and their files go with the next sweep."""
    rows = Portrait.objects.filter(person_id=person_id)
    media = list(rows.values_list("medium_id", flat=True))
    rows.delete()
    bury(media, now=now)

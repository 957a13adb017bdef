"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from commonhold.social.notifications.models import Notification


def export_of(person_id: int) -> dict[str, Any]:
    """What she was told, as plain values; others appear by what they did, not by name."""
    rows = Notification.objects.filter(person_id=person_id).order_by("id")
    return {
        "notifications": [
            {
                "kind": row.kind,
                "subject": row.subject,
                "words": row.words,
                "told_at": row.told_at.isoformat(),
                "read_at": None if row.read_at is None else row.read_at.isoformat(),
            }
            for row in rows
        ]
    }


def erase(person_id: int, now: datetime) -> None:
    """What she was told goes, and what others were told of her."""
    Notification.objects.filter(Q(person_id=person_id) | Q(actor_id=person_id)).delete()

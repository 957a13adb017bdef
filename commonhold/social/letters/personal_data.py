"""What this room keeps of a person: letters to her that have not gone out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.letters.models import Letter


def export_of(person_id: int) -> dict[str, Any]:
    rows = Letter.objects.filter(person_id=person_id).order_by("id")
    return {"letters": [{"subject": row.subject, "text": row.text} for row in rows]}


def erase(person_id: int, now: datetime) -> None:
    Letter.objects.filter(person_id=person_id).delete()

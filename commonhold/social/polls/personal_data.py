"""What this room keeps of a person: what she chose. Counts of closed polls stay without her."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.polls.models import Choice


def export_of(person_id: int) -> dict[str, Any]:
    """What she chose in polls, as plain values."""
    rows = Choice.objects.filter(person_id=person_id).select_related("option").order_by("id")
    return {
        "poll_choices": [
            {"poll": str(row.option.poll_id), "choice": row.option.text, "at": row.chosen_at.isoformat()}
            for row in rows
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Take what she chose out; what was counted when a poll closed names nobody and stays."""
    Choice.objects.filter(person_id=person_id).delete()

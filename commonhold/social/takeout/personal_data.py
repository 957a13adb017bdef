"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from commonhold.social.takeout import folders
from commonhold.social.takeout.models import Takeout


def export_of(person_id: int) -> dict[str, Any]:
    """When she asked for archives, and what became of them."""
    return {
        "takeouts": [
            {
                "asked_at": row.asked_at.isoformat(),
                "state": row.state,
                "bytes": row.byte_count,
                "sha256": row.sha256,
                "files_that_were_missing": row.missing,
            }
            for row in Takeout.objects.filter(person_id=person_id).order_by("id")
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her archives go, also one that is being written."""
    rows = Takeout.objects.filter(person_id=person_id)
    for each in list(rows.values_list("id", flat=True)):
        transaction.on_commit(partial(folders.clear, each))
    rows.delete()

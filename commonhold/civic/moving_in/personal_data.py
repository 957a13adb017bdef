"""What this room keeps of a person: her claimed invitation, and files that she brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.civic.moving_in.models import Import, Invitation


def export_of(person_id: int) -> dict[str, Any]:
    claimed = Invitation.objects.filter(claimed_by_id=person_id).order_by("id")
    brought = Import.objects.filter(by_id=person_id).order_by("id")
    return {
        "claimed_memberships": [{"number": row.number, "joined": row.joined.isoformat()} for row in claimed],
        "imports": [
            {"kind": row.kind, "filename": row.filename, "at": row.read_at.isoformat()} for row in brought
        ],
    }


def erase(person_id: int, now: datetime) -> None:
    """File names go, and files that were never written; that something was brought stays on the record."""
    mine = Import.objects.filter(by_id=person_id)
    mine.filter(written_at=None, dropped_at=None).update(dropped_at=now, text="")
    mine.update(filename="")
    Invitation.objects.filter(claimed_by_id=person_id).update(name="", email="")

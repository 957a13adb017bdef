"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.lookups.models import Lookup


def export_of(person_id: int) -> dict[str, Any]:
    """What she had looked up on other servers."""
    rows = Lookup.objects.filter(by_id=person_id).order_by("id").values("what", "sought", "asked_at")
    return {"looked_up": [{**each, "asked_at": each["asked_at"].isoformat()} for each in rows]}


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """What was found stays; that she asked does not."""
    Lookup.objects.filter(by_id=person_id).update(by=None)

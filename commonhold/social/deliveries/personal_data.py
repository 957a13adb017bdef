"""What this room keeps of a person: what she said, while it is on its way to other servers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.deliveries.models import Delivery, Outgoing


def export_of(_person_id: int) -> dict[str, Any]:
    """Nothing: what is on its way is a copy of what she said, which is exported where it stands."""
    return {}


def erase(person_id: int, now: datetime) -> None:
    """What she said goes, also what waits; that she is gone, and what she took back, still goes out."""
    hers = Delivery.objects.filter(outgoing__person_id=person_id)
    hers.filter(done_at__isnull=False).delete()
    hers.exclude(outgoing__activity_id__contains="#delete").delete()
    Outgoing.objects.filter(person_id=person_id, deliveries=None).delete()

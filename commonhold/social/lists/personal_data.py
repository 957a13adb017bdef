"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.lists.models import List, Listing


def export_of(person_id: int) -> dict[str, Any]:
    """Her lists with the addresses of those on them. On whose lists she stands is those readers' own."""
    rows = List.objects.filter(owner_id=person_id).prefetch_related("listings__person").order_by("id")
    return {
        "lists": [
            {
                "title": row.title,
                "is_exclusive": row.is_exclusive,
                "answers": row.answers,
                "made_at": row.made_at.isoformat(),
                "people": [each.person.address for each in row.listings.order_by("id")],
            }
            for row in rows
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Delete her lists, and take her off everybody's."""
    List.objects.filter(owner_id=person_id).delete()
    Listing.objects.filter(person_id=person_id).delete()

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.filters.keywords import keywords_in, posts_in
from commonhold.social.filters.models import Filter


def export_of(person_id: int) -> dict[str, Any]:
    """Her filters, word for word."""
    return {
        "filters": [
            {
                "title": row.title,
                "phrases": [
                    {"phrase": each.phrase, "is_whole": each.is_whole} for each in keywords_in(row.keywords)
                ],
                "posts": [str(each.post_id) for each in posts_in(row.posts)],
                "places": row.places,
                "act": row.act,
                "until": row.until and row.until.isoformat(),
                "made_at": row.made_at.isoformat(),
            }
            for row in Filter.objects.filter(owner_id=person_id).order_by("id")
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Delete her filters."""
    Filter.objects.filter(owner_id=person_id).delete()

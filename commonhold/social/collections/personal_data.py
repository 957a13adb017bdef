"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.collections.models import Collection, Inclusion


def export_of(person_id: int) -> dict[str, Any]:
    """What she collected, and where she was asked to be shown and what she said."""
    made = Collection.objects.filter(curator_id=person_id).prefetch_related("inclusions__person")
    hers = Inclusion.objects.filter(person_id=person_id).select_related("collection__curator")
    return {
        "collections": [
            {
                "title": row.title,
                "summary": row.summary,
                "made_at": row.made_at.isoformat(),
                "people": [
                    each.person.address
                    for each in row.inclusions.all()
                    if each.state == Inclusion.State.ACCEPTED
                ],
            }
            for row in made.order_by("id")
        ],
        "inclusions": [
            {
                "collection": row.collection.title,
                "by": row.collection.curator.address,
                "state": row.state,
                "since": row.since.isoformat(),
            }
            for row in hers.order_by("id")
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Delete what she collected, and take her out of what others did."""
    Collection.objects.filter(curator_id=person_id).delete()
    Inclusion.objects.filter(person_id=person_id).delete()

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.people.queries import Viewer
from commonhold.social.tags import queries
from commonhold.social.tags.models import TagFeature, TagFollow


def export_of(person_id: int) -> dict[str, Any]:
    """The names of the tags that she follows and shows."""
    viewer = Viewer(person_id)
    return {"tags_followed": queries.followed(viewer), "tags_featured": queries.featured(viewer, person_id)}


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Take her off all tags; the tags themselves are nobody's."""
    TagFollow.objects.filter(person_id=person_id).delete()
    TagFeature.objects.filter(person_id=person_id).delete()

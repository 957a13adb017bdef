"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.bridging.actions import forget
from commonhold.social.bridging.models import Question, Rating
from commonhold.social.consents.purposes import BRIDGING
from commonhold.social.consents.queries import given_since
from commonhold.social.people.queries import Viewer


def export_of(person_id: int) -> dict[str, Any]:
    """Whether she takes part, and what she said.

    Her side is left out: it is no fact about her but what numbers made of one night's ratings, and every file
    that bears it could be asked of her by others.
    """
    since = given_since(Viewer(person_id), BRIDGING)
    return {
        "takes_part_since": None if since is None else since.isoformat(),
        "ratings": [
            {
                "post": str(each.post_id),
                "is_worthwhile": each.is_worthwhile,
                "was_asked": each.was_asked,
                "at": each.at.isoformat(),
            }
            for each in Rating.objects.filter(person_id=person_id).order_by("id")
        ],
        "asked_about": [
            str(each)
            for each in Question.objects.filter(person_id=person_id)
            .order_by("id")
            .values_list("post", flat=True)
        ],
    }


def erase(person_id: int, now: datetime) -> None:
    forget(person_id)

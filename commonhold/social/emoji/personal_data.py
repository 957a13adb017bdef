"""What this room keeps of a person, for when she asks. What she added is the co-op's, and stays."""

from __future__ import annotations

from typing import Any

from commonhold.social.emoji.models import Emoji


def export_of(person_id: int) -> dict[str, Any]:
    """The names of the emoji that she added."""
    rows = Emoji.objects.filter(added_by_id=person_id).order_by("id")
    return {"emoji_added": list(rows.values_list("shortcode", flat=True))}

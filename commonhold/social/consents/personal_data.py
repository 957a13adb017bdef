"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.social.consents.models import Consent


def export_of(person_id: int) -> dict[str, Any]:
    """Every yes and no, each with the text that she was shown."""
    rows = Consent.objects.filter(person_id=person_id).select_related("text").order_by("id")
    return {
        "consents": [
            {
                "purpose": each.purpose,
                "is_given": each.is_given,
                "at": each.at.isoformat(),
                "ended_at": None if each.ended_at is None else each.ended_at.isoformat(),
                "text": each.text.text,
                "version": each.text.version,
                "language": each.text.language,
                "sha256": each.text.digest,
            }
            for each in rows
        ]
    }


def erase(person_id: int, now: datetime) -> None:
    """All of it. The texts stay: they name nobody."""
    Consent.objects.filter(person_id=person_id).delete()

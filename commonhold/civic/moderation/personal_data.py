"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.moderation.models import Report


def export_of(person_id: int) -> dict[str, Any]:
    """What she reported, and what she was answered. Who reported her is nobody's to hand out."""
    return {
        "reports": [
            {
                "kind": row.kind,
                "about": row.copy.get("url", ""),
                "rule": row.rule,
                "words": row.words,
                "at": row.at.isoformat(),
                "outcome": row.outcome,
                "answer": row.answer,
            }
            for row in Report.objects.filter(reporter_id=person_id).order_by("id")
        ]
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Erase her own words, and the copies of hers, but for those that are kept for a case."""
    Report.objects.filter(reporter_id=person_id).update(words="", rule="")
    Report.objects.filter(person_id=person_id).exclude(outcome=Report.Outcome.KEPT).update(copy={})

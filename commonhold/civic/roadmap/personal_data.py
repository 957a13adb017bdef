"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.roadmap.models import Estimate, Idea, IdeaStep, Support


def export_of(person_id: int) -> dict[str, Any]:
    """Her ideas, what she supports, what she estimated, and where she moved ideas to."""
    ideas = Idea.objects.filter(author_id=person_id).order_by("id")
    supports = Support.objects.filter(person_id=person_id).select_related("idea").order_by("id")
    estimates = Estimate.objects.filter(by_id=person_id).select_related("idea").order_by("id")
    steps = IdeaStep.objects.filter(by_id=person_id).select_related("idea").order_by("id")
    return {
        "ideas": [{"title": row.title, "text": row.text, "at": row.at.isoformat()} for row in ideas],
        "ideas_supported": [{"idea": row.idea.title, "since": row.since.isoformat()} for row in supports],
        "ideas_estimated": [
            {
                "idea": row.idea.title,
                "cents": row.cents,
                "currency": row.currency,
                "note": row.note,
                "at": row.at.isoformat(),
            }
            for row in estimates
        ],
        "ideas_moved": [
            {
                "idea": row.idea.title,
                "state": row.state,
                "reason": row.reason,
                "link": row.link,
                "at": row.at.isoformat(),
            }
            for row in steps
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her support goes, and her ideas that nobody else supports. Others' stay without her name, as votes name
    them.
    """
    Support.objects.filter(person_id=person_id).delete()
    hers = Idea.objects.filter(author_id=person_id)
    hers.filter(supports=None).update(title="–", text="")
    IdeaStep.objects.filter(idea__in=hers, by_id=person_id).update(reason="")
    Estimate.objects.filter(by_id=person_id).update(note="")

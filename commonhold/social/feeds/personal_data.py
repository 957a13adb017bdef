"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from commonhold.social.feeds.models import (
    Feed,
    FeedChoice,
    FeedDocument,
    NotRecommended,
    Ranking,
    ReadsAsEver,
    ReadUpTo,
)


def export_of(person_id: int) -> dict[str, Any]:
    """How far she has read, how her feed is ordered, what she made, and the last order with its rows."""
    row = ReadUpTo.objects.filter(person_id=person_id).first()
    chosen = FeedChoice.objects.filter(person_id=person_id).first()
    ranking = Ranking.objects.filter(person_id=person_id).first()
    return {
        "read_up_to": None if row is None else {"place": str(row.place), "at": row.at.isoformat()},
        "order": None
        if chosen is None
        else {"document": chosen.document_id, "since": chosen.since.isoformat()},
        "feeds": [
            {
                "title": each.title,
                "words": each.words,
                "document": orjson.loads(each.document.text),
                "made_at": each.made_at.isoformat(),
                "published_at": None if each.published_at is None else each.published_at.isoformat(),
            }
            for each in Feed.objects.filter(owner_id=person_id).select_related("document").order_by("id")
        ],
        "last_order": None
        if ranking is None
        else {
            "document": ranking.document_id,
            "at": ranking.at.isoformat(),
            "rows": orjson.loads(ranking.rows),
        },
        "reads_as_ever": ReadsAsEver.objects.filter(person_id=person_id).exists(),
        "is_recommended": not NotRecommended.objects.filter(person_id=person_id).exists(),
    }


def erase(person_id: int, now: datetime) -> None:
    """All of it. A document that others use, or that was adopted, stays: it names nobody."""
    ReadUpTo.objects.filter(person_id=person_id).delete()
    Ranking.objects.filter(person_id=person_id).delete()
    FeedChoice.objects.filter(person_id=person_id).delete()
    NotRecommended.objects.filter(person_id=person_id).delete()
    ReadsAsEver.objects.filter(person_id=person_id).delete()
    hers = Feed.objects.filter(owner_id=person_id)
    unpublished = list(hers.filter(published_at=None).values_list("document_id", flat=True))
    hers.delete()
    unused = FeedDocument.objects.filter(digest__in=unpublished)
    for kept in (Feed, FeedChoice, Ranking):
        unused = unused.exclude(digest__in=kept.objects.values("document_id"))
    unused.delete()

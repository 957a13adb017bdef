"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from commonhold.social.labels.ending import end_labeler
from commonhold.social.labels.models import Dispute, Label, Labeler, Subscription
from commonhold.social.labels.shape import What
from commonhold.social.posts import queries as posts

_MOST = 20_000  # posts of one person that are looked through


def export_of(person_id: int) -> dict[str, Any]:
    """Her labeler, what she labelled, whom she reads and how, what is said of her, what she disputed."""
    return {
        "labelers": [
            {
                "title": row.title,
                "words": row.words,
                "values": row.values,
                "opened_at": row.opened_at.isoformat(),
            }
            for row in Labeler.objects.filter(person_id=person_id).order_by("id")
        ],
        "labels_put": [
            _label(row)
            for row in Label.objects.filter(by_id=person_id).select_related("labeler").order_by("id")
        ],
        "labels_on_me": [_label(row) for row in _about(person_id).select_related("labeler").order_by("id")],
        "labelers_read": [
            {"labeler": row.labeler.title, "choices": row.choices, "since": row.since.isoformat()}
            for row in Subscription.objects.filter(person_id=person_id)
            .select_related("labeler")
            .order_by("id")
        ],
        "labels_disputed": [
            {"label": str(row.label_id), "words": row.words, "at": row.at.isoformat(), "outcome": row.outcome}
            for row in Dispute.objects.filter(by_id=person_id).order_by("id")
        ],
    }


def _label(row: Label) -> dict[str, Any]:
    return {
        "labeler": row.labeler.title,
        "about": row.about,
        "value": row.value,
        "words": row.words,
        "at": row.at.isoformat(),
        "until": row.until and row.until.isoformat(),
        "ended_at": row.ended_at and row.ended_at.isoformat(),
        "end": row.end,
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her labeler closes with all that it said; what was said of her ends, and its words go."""
    Subscription.objects.filter(person_id=person_id).delete()
    for row in Labeler.objects.filter(person_id=person_id):
        if row.closed_at is None:
            end_labeler(row, by=None, now=now)
        Labeler.objects.filter(id=row.id).update(title="", words="")
        Label.objects.filter(labeler=row).update(words="", end_words="")
    hers = _about(person_id)
    hers.filter(ended_at=None).update(ended_at=now, end=Label.End.GONE)
    hers.update(words="", end_words="")
    Dispute.objects.filter(by_id=person_id).update(words="")
    Dispute.objects.filter(by_id=person_id, answered_at=None).update(
        answered_at=now, outcome=Dispute.Outcome.WITHDRAWN
    )


def _about(person_id: int) -> QuerySet[Label]:
    """Labels on her, and on the posts that she wrote and labelers found."""
    disputed = Dispute.objects.filter(by_id=person_id).values_list("label_id", flat=True)
    names = [f"{What.PERSON}:{person_id}"]
    names += list(Label.objects.filter(id__in=disputed).values_list("about", flat=True))
    return Label.objects.filter(about__in=[*names, *_posts_of(person_id)])


def _posts_of(person_id: int) -> list[str]:
    return [f"{What.POST}:{each}" for each in posts.ids_by(person_id, most=_MOST)]

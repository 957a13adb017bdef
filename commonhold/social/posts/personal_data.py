"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.people.queries import Viewer
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.habits import habits_of
from commonhold.social.posts.index.keeping import forget
from commonhold.social.posts.models import (
    Afterwards,
    Attachment,
    Bookmark,
    Boost,
    Draft,
    Edition,
    Favourite,
    Grace,
    GroupPin,
    Habits,
    Mention,
    Post,
    ProfilePin,
    PublishedOnce,
    QuoteConsent,
    Tagging,
    Thanks,
    ThreadMute,
)


def export_of(person_id: int) -> dict[str, Any]:
    """Every post with its earlier editions, drafts, and what she thanked for and liked, as plain values."""
    rows = Post.objects.filter(author_id=person_id).prefetch_related("editions").order_by("id")
    return {
        "posts": [_post(row) for row in rows],
        "thanks_given": _post_ids(Thanks, person_id),
        "favourites": _post_ids(Favourite, person_id),
        "boosts": _post_ids(Boost, person_id),
        "bookmarks": _post_ids(Bookmark, person_id),
        "pinned": _post_ids(ProfilePin, person_id),
        "muted_threads": [
            str(each)
            for each in ThreadMute.objects.filter(person_id=person_id).values_list("thread_id", flat=True)
        ],
        "writes_by_habit": asdict(habits_of(Viewer(person_id))),
        "drafts": [_draft(row) for row in Draft.objects.filter(person_id=person_id).order_by("id")],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Turn her posts into tombstones; take back her thanks, her favourites and what names her."""
    Edition.objects.filter(post__author_id=person_id).delete()
    Tagging.objects.filter(post__author_id=person_id).delete()
    Attachment.objects.filter(post__author_id=person_id).delete()
    Grace.objects.filter(post__author_id=person_id).delete()
    QuoteConsent.objects.filter(post__author_id=person_id).delete()
    GroupPin.objects.filter(post__author_id=person_id).delete()
    Draft.objects.filter(person_id=person_id).delete()
    hers = Post.objects.filter(author_id=person_id, removed_at=None)
    forget(hers)
    hers.update(text="", html="", warning="", preview=None, removed_at=now)
    Post.objects.filter(author_id=person_id).exclude(imported_as="").update(imported_as="")
    for model in (Afterwards, Thanks, Favourite, Boost, Bookmark, Mention, ThreadMute, ProfilePin):
        model._default_manager.filter(person_id=person_id).delete()
    PublishedOnce.objects.filter(author_id=person_id).delete()
    Habits.objects.filter(person_id=person_id).delete()


def _post(row: Post) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "audience": row.audience,
        "in_reply_to": None if row.in_reply_to_id is None else str(row.in_reply_to_id),
        "text": row.text,
        "warning": row.warning,
        "media": [str(each) for each in medium_ids_of(row.id)],
        "language": row.language,
        "format": row.format,
        "quotes": None if row.quoted_id is None else str(row.quoted_id),
        "who_may_reply": row.reply_control,
        "approves_replies": row.approves_replies,
        "who_may_quote": row.quote_policy,
        "published_at": row.published_at.isoformat(),
        "imported_as": row.imported_as,
        "removed": row.removed_at is not None,
        "earlier": [
            {"text": each.text, "warning": each.warning, "replaced_at": each.replaced_at.isoformat()}
            for each in row.editions.all()
        ],
    }


def _draft(row: Draft) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "said": row.said,
        "saved_at": row.saved_at.isoformat(),
        "due": None if row.due is None else row.due.isoformat(),
    }


def _post_ids(model: type[Thanks | Favourite | Boost | Bookmark | ProfilePin], person_id: int) -> list[str]:
    rows = model._default_manager.filter(person_id=person_id).order_by("id")
    return [str(each) for each in rows.values_list("post_id", flat=True)]

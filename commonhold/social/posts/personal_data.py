"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.people.queries import Viewer
from commonhold.social.posts.attachments import media_of
from commonhold.social.posts.habits import habits_of
from commonhold.social.posts.index.keeping import forget
from commonhold.social.posts.measured.models import Restriction
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
    GroupRemoval,
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
from commonhold.social.tags.actions import forget_unused

_AT_ONCE = 200  # posts that are in memory together


def export_of(person_id: int) -> dict[str, Any]:
    """Every post with its earlier editions, drafts, and what she thanked for and liked, as plain values."""
    found = streamed_export_of(person_id)
    return {**found, "posts": list(found["posts"])}


def streamed_export_of(person_id: int) -> dict[str, Any]:
    """The same; the posts come one after the other, for there may be a hundred thousand."""
    return {
        "posts": _posts(person_id),
        "thanks_given": _post_ids(Thanks, person_id),
        "favourites": _post_ids(Favourite, person_id),
        "boosts": _post_ids(Boost, person_id),
        "bookmarks": _post_ids(Bookmark, person_id),
        "pinned": _post_ids(ProfilePin, person_id),
        "muted_threads": [
            str(each)
            for each in ThreadMute.objects.filter(person_id=person_id).values_list("thread_id", flat=True)
        ],
        "taken_out_of_groups": [
            {"post": str(row.post_id), "reason": row.reason, "at": row.removed_at.isoformat()}
            for row in GroupRemoval.objects.filter(post__author_id=person_id).order_by("id")
        ],
        "restrictions": [
            {
                "post": str(row.post_id),
                "kind": row.kind,
                "words": row.words,
                "since": row.since.isoformat(),
                "until": None if row.until is None else row.until.isoformat(),
            }
            for row in Restriction.objects.filter(post__author_id=person_id).order_by("id")
        ],
        "asked_to_quote": [
            {"post": str(row.post_id), "state": row.state, "since": row.since.isoformat()}
            for row in QuoteConsent.objects.filter(post__author_id=person_id).order_by("id")
        ],
        "writes_by_habit": asdict(habits_of(Viewer(person_id))),
        "drafts": [_draft(row) for row in Draft.objects.filter(person_id=person_id).order_by("id")],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Turn her posts into tombstones; take back her thanks, her favourites and what names her."""
    Edition.objects.filter(post__author_id=person_id).delete()
    tagged = Tagging.objects.filter(post__author_id=person_id)
    tag_ids = set(tagged.values_list("tag_id", flat=True))
    tagged.delete()
    forget_unused(tag_ids - set(Tagging.objects.filter(tag_id__in=tag_ids).values_list("tag_id", flat=True)))
    Attachment.objects.filter(post__author_id=person_id).delete()
    Grace.objects.filter(post__author_id=person_id).delete()
    QuoteConsent.objects.filter(post__author_id=person_id).delete()
    GroupRemoval.objects.filter(post__author_id=person_id).update(reason="")
    Restriction.objects.filter(post__author_id=person_id).update(words="")
    GroupPin.objects.filter(post__author_id=person_id).delete()
    Draft.objects.filter(person_id=person_id).delete()
    hers = Post.objects.filter(author_id=person_id, removed_at=None)
    forget(hers)
    hers.update(text="", html="", warning="", language="", preview=None, removed_at=now)
    Post.objects.filter(author_id=person_id).exclude(imported_as="").update(imported_as="")
    for model in (Afterwards, Thanks, Favourite, Boost, Bookmark, Mention, ThreadMute, ProfilePin):
        model._default_manager.filter(person_id=person_id).delete()
    PublishedOnce.objects.filter(author_id=person_id).delete()
    Habits.objects.filter(person_id=person_id).delete()


def _posts(person_id: int) -> Iterator[dict[str, Any]]:
    after = 0
    while True:
        rows = Post.objects.filter(author_id=person_id, id__gt=after).prefetch_related("editions")
        found = list(rows.order_by("id")[:_AT_ONCE])
        carried = media_of([row.id for row in found])
        yield from (_post(row, carried.get(row.id, [])) for row in found)
        if len(found) < _AT_ONCE:
            return
        after = found[-1].id


def _post(row: Post, media: list[int]) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "audience": row.audience,
        "in_reply_to": None if row.in_reply_to_id is None else str(row.in_reply_to_id),
        "text": row.text,
        "warning": row.warning,
        "media": [str(each) for each in media],
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

"""Bookmarks: what somebody wants to read again. Nobody is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people import queries as people
from commonhold.social.posts.models import Bookmark
from commonhold.social.posts.rows import seen_post


@transaction.atomic
def bookmark_post(by: int, *, post_id: int, now: datetime) -> None:
    """Keep a post among one's bookmarks, once. Raises NoSuchPost or PostWasRemoved."""
    people.must_be_active(by)
    post = seen_post(by, post_id)
    Bookmark.objects.get_or_create(post=post, person_id=by, defaults={"id": ids.new_id(now), "kept_at": now})


@transaction.atomic
def unbookmark_post(by: int, *, post_id: int, now: datetime) -> None:
    """Keep it no longer; harmless when one did not."""
    people.must_be_active(by)
    Bookmark.objects.filter(post_id=post_id, person_id=by).delete()

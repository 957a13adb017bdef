"""Bookmarks: what somebody wants to read again. Nobody is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.writes import Delete, Insert
from commonhold.social.people import queries as people
from commonhold.social.posts.models import Bookmark
from commonhold.social.posts.rows import seen


@transaction.atomic
def bookmark_post(by: int, *, post_id: int, now: datetime) -> None:
    """Keep a post among one's bookmarks, once. Raises NoSuchPost or PostWasRemoved."""
    people.must_be_here(by)
    post = seen(by, post_id)
    _BOOKMARKS.unless_there(id=ids.new_id(now), post_id=post.id, person_id=by, kept_at=now)


@transaction.atomic
def unbookmark_post(by: int, *, post_id: int, now: datetime) -> None:
    """Keep it no longer; harmless when one did not."""
    people.must_be_here(by)
    _UNBOOKMARK.run(post_id=post_id, person_id=by)


_BOOKMARKS = Insert(Bookmark)
_UNBOOKMARK = Delete(
    lambda *, post_id, person_id: Bookmark.objects.filter(post_id=post_id, person_id=person_id)
)

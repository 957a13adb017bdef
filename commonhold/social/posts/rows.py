"""Posts, locked for those who may change them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post
from commonhold.social.posts.refusals import NoSuchPost, NotYourPost, PostWasRemoved
from commonhold.social.posts.visibility import may_see, visible_posts


class Seen(NamedTuple):
    """What those need of a post who only answer it with a sign."""

    id: int
    author_id: int
    audience: str
    waits_for_id: int | None


def seen(by: int, post_id: int) -> Seen:
    """The same of a post as `seen_post`, locked alike. Raises NoSuchPost or PostWasRemoved."""
    found = _SEEN_ROW.rows(me=by, post_id=post_id)
    if not found:
        raise NoSuchPost
    removed_at, *row = found[0]
    if removed_at is not None:
        raise PostWasRemoved
    return Seen(*row)


def seen_by(by: int, post_ids: Collection[int]) -> dict[int, Seen | None]:
    """The same of several: those that `by` may see, None for one that has no words any more."""
    rows = _SEEN_ROWS.rows(me=by, post_ids=sorted(post_ids))
    return {post_id: None if removed_at else Seen(post_id, *row) for removed_at, post_id, *row in rows}


def seen_post(by: int, post_id: int) -> Post:
    """A post that `by` may see and that still has its words. Raises NoSuchPost or PostWasRemoved."""
    post = _locked(by, post_id)
    if post.removed_at is not None:
        raise PostWasRemoved
    return post


def own_post(by: int, post_id: int) -> Post:
    """A post of `by`'s own that still has its words. Raises also NotYourPost or Suspended."""
    people.must_be_active(by)
    post = own_or_removed(by, post_id)
    if post.removed_at is not None:
        raise PostWasRemoved
    return post


def own_or_removed(by: int, post_id: int) -> Post:
    """A post of `by`'s own, or what is left of it. Raises NoSuchPost or NotYourPost."""
    people.must_be_here(by)
    post = _locked(by, post_id)
    if post.author_id != by:
        raise NotYourPost
    return post


def _locked(by: int, post_id: int) -> Post:
    found: list[Post] = _LOCKED.instances(post_id=post_id)
    if not found or not may_see(by, post_id):
        raise NoSuchPost
    return found[0]


def _seen(me: int) -> QuerySet[Post, Any]:
    rows = visible_posts(Viewer(me)).select_for_update()
    return rows.values_list("removed_at", "id", "author_id", "audience", "waits_for_id")


_SEEN_ROW = Prepared(lambda *, me, post_id: _seen(me).filter(id=post_id).order_by())
_SEEN_ROWS = Prepared(lambda *, me, post_ids: _seen(me).filter(id__in=post_ids).order_by("id"))
_LOCKED = Prepared(lambda *, post_id: Post.objects.select_for_update().filter(id=post_id))

"""What somebody keeps to read again, and what she likes."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from commonhold.ground.spans import Span, within
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Bookmark, Favourite
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts


def bookmarks(
    viewer: Viewer, *, before: int | None = None, limit: int = 20
) -> tuple[list[PostView], int | None]:
    """The viewer's bookmarks, the latest kept first, and where the next page begins, if there is one.

    What she may see no more, or what was removed, is left out.
    """
    found = _kept(viewer, Bookmark, Span(limit=limit + 1, before=before))
    older = found[limit - 1][0] if len(found) > limit else None
    return posts.posts(viewer, [post_id for _id, post_id in found[:limit]]), older


def bookmarked(viewer: Viewer, span: Span) -> list[tuple[int, PostView]]:
    """The same, each with the id of the bookmark, by which the list is sorted."""
    return _with_posts(viewer, _kept(viewer, Bookmark, span))


def favourites(viewer: Viewer, span: Span) -> list[tuple[int, PostView]]:
    """What the viewer likes, the latest first, each with the id by which the list is sorted."""
    return _with_posts(viewer, _kept(viewer, Favourite, span))


def _kept(viewer: Viewer, model: type[Bookmark | Favourite], span: Span) -> list[tuple[int, int]]:
    seen = visible_posts(viewer).filter(id=OuterRef("post_id"), removed_at=None)
    rows = model._default_manager.filter(Exists(seen), person_id=viewer.person_id or 0)
    return within(rows.values_list("id", "post_id"), span)


def _with_posts(viewer: Viewer, kept: list[tuple[int, int]]) -> list[tuple[int, PostView]]:
    seen = {each.id: each for each in posts.posts(viewer, [post_id for _id, post_id in kept])}
    return [(place, seen[post_id]) for place, post_id in kept if post_id in seen]

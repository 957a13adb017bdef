"""What somebody keeps to read again."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Bookmark
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts


def bookmarks(
    viewer: Viewer, *, before: int | None = None, limit: int = 20
) -> tuple[list[PostView], int | None]:
    """The viewer's bookmarks, the latest kept first, and where the next page begins, if there is one.

    What she may see no more, or what was removed, is left out.
    """
    seen = visible_posts(viewer).filter(id=OuterRef("post_id"), removed_at=None)
    rows = Bookmark.objects.filter(Exists(seen), person_id=viewer.person_id or 0)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id").values_list("id", "post_id")[: limit + 1])
    older = found[limit - 1][0] if len(found) > limit else None
    return posts.posts(viewer, [post_id for _id, post_id in found[:limit]]), older

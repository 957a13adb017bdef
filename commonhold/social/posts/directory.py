"""The directory: people who let themselves be suggested, for everybody to look through."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery

from commonhold.social.people.queries import Viewer
from commonhold.social.people.queries.rows import found_by
from commonhold.social.posts.models import Audience, Post

_OPEN_TO_ALL = [Audience.PUBLIC, Audience.UNLISTED]


def directory(
    viewer: Viewer,
    *,
    latest_arrivals: bool = False,
    only_here: bool = False,
    offset: int = 0,
    limit: int = 40,
) -> list[int]:
    """Their ids: who wrote last for everybody comes first, or who came last."""
    rows = found_by(viewer).filter(is_discoverable=True)
    if only_here:
        rows = rows.filter(domain="")
    if latest_arrivals:
        rows = rows.order_by("-id")
    else:
        rows = rows.annotate(said=_latest()).order_by(F("said").desc(nulls_last=True), "-id")
    return list(rows.values_list("id", flat=True)[offset : offset + limit])


def _latest() -> Subquery:
    """The id of what a person said last for everybody."""
    hers = Post.objects.filter(
        author_id=OuterRef("id"), audience__in=_OPEN_TO_ALL, removed_at=None, waits_for=None
    )
    return Subquery(hers.order_by("-id").values("id")[:1])

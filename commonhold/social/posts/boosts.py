"""Boosts as things of their own, which client programs page through and take back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from commonhold.ground.spans import Span, within
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Boost, Favourite
from commonhold.social.posts.visibility import visible_posts


@dataclass(frozen=True)
class BoostView:
    """That somebody passed a post on. Its id says when."""

    id: int
    person_id: int
    post_id: int


def boosts(viewer: Viewer, ids: Collection[int]) -> dict[int, BoostView]:
    """By id, those of `ids` that are boosts of posts that the viewer may see, by people whom she may."""
    seen = visible_posts(viewer).filter(id=OuterRef("post_id"), removed_at=None)
    rows = Boost.objects.filter(Exists(seen), not_hidden_from(viewer.person_id, "person"), id__in=ids)
    return {row.id: BoostView(row.id, row.person_id, row.post_id) for row in rows}


def own_boost(viewer: Viewer, post_id: int) -> BoostView | None:
    """The viewer's own boost of a post, if there is one."""
    row = Boost.objects.filter(post_id=post_id, person_id=viewer.person_id or 0).first()
    return None if row is None else BoostView(row.id, row.person_id, row.post_id)


def boosted_by(viewer: Viewer, post_id: int, span: Span) -> list[tuple[int, int]]:
    """Who passed a post on, of whom nothing hides from the viewer: the boost's id, and hers."""
    rows = Boost.objects.filter(not_hidden_from(viewer.person_id, "person"), post_id=post_id)
    return [(row.id, row.person_id) for row in within(rows, span)]


def favoured_by(viewer: Viewer, post_id: int, span: Span) -> list[tuple[int, int]]:
    """Who likes a post, as `boosted_by`."""
    rows = Favourite.objects.filter(not_hidden_from(viewer.person_id, "person"), post_id=post_id)
    return [(row.id, row.person_id) for row in within(rows, span)]

"""Boosts as things of their own, which client programs page through and take back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import Span, within
from commonhold.social.people.hiding import not_hidden_from, not_shut_out
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.models import Audience, Boost, Favourite
from commonhold.social.posts.visibility import visible_posts


@dataclass(frozen=True)
class BoostView:
    """That somebody passed a post on. Its id says when."""

    id: int
    person_id: int
    post_id: int


def boosts(viewer: Viewer, ids: Collection[int]) -> dict[int, BoostView]:
    """By id, those of `ids` that are boosts of posts that the viewer may see, by people whom she may."""
    return {row[0]: BoostView(*row) for row in _SEEN.rows(ids=list(ids), **viewer.me)}


def own_boost(viewer: Viewer, post_id: int) -> BoostView | None:
    """The viewer's own boost of a post, if there is one."""
    row = Boost.objects.filter(post_id=post_id, person_id=viewer.person_id or 0).first()
    return None if row is None else BoostView(row.id, row.person_id, row.post_id)


def open_boosts_of(person_id: int, *, before: int | None = None, limit: int = 20) -> list[BoostView]:
    """What she passed on of what anybody may read, newest first: what other servers are told of."""
    rows = _told_of(person_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [BoostView(row.id, row.person_id, row.post_id) for row in rows.order_by("-id")[:limit]]


def count_open_boosts(person_id: int) -> int:
    """How many there are of these."""
    return _told_of(person_id).count()


def own_favourite(viewer: Viewer, post_id: int) -> int | None:
    """The id of the viewer's own liking of a post, if she does."""
    mine = Favourite.objects.filter(post_id=post_id, person_id=viewer.person_id or 0)
    return mine.values_list("id", flat=True).first()


def boosted_by(viewer: Viewer, post_id: int, span: Span) -> list[tuple[int, int]]:
    """Who passed a post on, of whom nothing hides from the viewer: the boost's id, and hers."""
    rows = Boost.objects.filter(_by_whom(viewer), post_id=post_id)
    return [(row.id, row.person_id) for row in within(rows, span)]


def favoured_by(viewer: Viewer, post_id: int, span: Span) -> list[tuple[int, int]]:
    """Who likes a post, as `boosted_by`."""
    rows = Favourite.objects.filter(_by_whom(viewer), post_id=post_id)
    return [(row.id, row.person_id) for row in within(rows, span)]


def _seen(*, ids: Sequence[int], me: int | None = None) -> QuerySet[Boost, Any]:
    viewer = Viewer(me)
    seen = visible_posts(viewer).filter(id=OuterRef("post_id"), removed_at=None)
    rows = Boost.objects.filter(Exists(seen), _by_whom(viewer), id__in=ids)
    return rows.values_list("id", "person_id", "post_id")


_SEEN = Prepared(_seen)


def _told_of(person_id: int) -> QuerySet[Boost]:
    """As `Announce` goes out: no posts of groups, and none that were brought along from elsewhere."""
    open_to_all = visible_posts(ANYONE).filter(
        id=OuterRef("post_id"),
        removed_at=None,
        imported_as="",
        audience__in=(Audience.PUBLIC, Audience.UNLISTED),
    )
    return Boost.objects.filter(Exists(open_to_all), person_id=person_id)


def _by_whom(viewer: Viewer) -> Q:
    return not_hidden_from(viewer.person_id, "person") & not_shut_out("person")

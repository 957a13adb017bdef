"""A person's page as a feed: what she said to nobody but herself in answer, and what she passed on.

What she passed on stands where she did so. It is left out for whoever hides her boosts, and what people
said whom the viewer has muted, too. Her own posts stand once, at their own place, even if she boosted them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import FIRST, Span
from commonhold.social.feeds.queries import Entry
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import boosts_hidden_by, muted_by
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Attachment, Audience, Boost, Post
from commonhold.social.posts.visibility import visible_posts


class Wanted(NamedTuple):
    """What of a person is read: her answers to others too, and what she passed on; or only what has media."""

    answers: bool = False
    boosts: bool = True
    only_media: bool = False


_USUAL = Wanted()


def read_person(viewer: Viewer, person_id: int, span: Span = FIRST, wanted: Wanted = _USUAL) -> list[Entry]:
    """Her posts and boosts, newest first; the next page begins before the last one's `place`.

    Raises NoSuchPerson.
    """
    cuts = {"person_id": person_id, "top": span.top, "floor": span.floor}
    rows = _page(span.limit, span.is_upwards, wanted).rows(**cuts, **viewer.me)
    rows = rows[::-1] if span.is_upwards else rows
    seen = {each.id: each for each in posts.posts(viewer, [post_id for _place, post_id in rows])}
    she = (people.person(viewer, person_id),)
    return [
        Entry(seen[post_id], place, boosted_by=() if place == post_id else she)
        for place, post_id in rows
        if post_id in seen
    ]


@cache
def _page(limit: int, is_upwards: bool, wanted: Wanted) -> Prepared:
    def build(*, person_id: int, top: int, floor: int, me: int | None = None) -> QuerySet[Any, Any]:
        viewer, between = Viewer(me), {"id__lt": top, "id__gt": floor}
        rows = _columns(_said(viewer, person_id, wanted).filter(**between), F("pk"))
        if wanted.boosts and not wanted.only_media:
            passed_on = _columns(_passed_on(viewer, person_id).filter(**between), F("post_id"))
            rows = rows.union(passed_on, all=True)
        return rows.order_by("place" if is_upwards else "-place")[:limit]

    return Prepared(build)


def _columns(rows: QuerySet[Any], post: F) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(place=F("pk"), stands=post)
    columns: QuerySet[Any, Any] = named.values_list("place", "stands")
    return columns


def _said(viewer: Viewer, person_id: int, wanted: Wanted) -> QuerySet[Post]:
    rows = visible_posts(viewer).filter(author_id=person_id, removed_at=None)
    if not wanted.answers:
        rows = rows.filter(Q(in_reply_to=None) | Q(in_reply_to__author_id=person_id))
    if wanted.only_media:
        rows = rows.filter(Exists(Attachment.objects.filter(post=OuterRef("pk"))))
    return rows.exclude(audience=Audience.DIRECT)


def _passed_on(viewer: Viewer, person_id: int) -> QuerySet[Boost]:
    open_to_all = [Audience.PUBLIC, Audience.UNLISTED]
    others = visible_posts(viewer).filter(id=OuterRef("post_id"), audience__in=open_to_all, removed_at=None)
    rows = Boost.objects.filter(Exists(others), person_id=person_id).exclude(post__author_id=person_id)
    if viewer.person_id is None:
        return rows
    me = viewer.person_id
    return rows.exclude(person_id__in=boosts_hidden_by(me)).exclude(post__author_id__in=muted_by(me))

"""A person's page as a feed: what she said to nobody but herself in answer, and what she passed on.

What she passed on stands where she did so. It is left out for whoever hides her boosts, and what people
said whom the viewer has muted, too. Her own posts stand once, at their own place, even if she boosted them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commonhold.ground.ids import LARGEST
from commonhold.ground.prepared import Prepared
from commonhold.social.feeds.queries import Entry
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import boosts_hidden_by, muted_by
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Audience, Boost, Post
from commonhold.social.posts.visibility import visible_posts


def read_person(viewer: Viewer, person_id: int, *, before: int | None = None, limit: int = 20) -> list[Entry]:
    """Her posts and boosts, newest first; the next page begins before the last one's `place`.

    Raises NoSuchPerson.
    """
    me = {} if viewer.person_id is None else {"me": viewer.person_id}
    rows = _page(limit).rows(person_id=person_id, before=LARGEST if before is None else before, **me)
    seen = {each.id: each for each in posts.posts(viewer, [post_id for _place, post_id in rows])}
    she = (people.person(viewer, person_id),)
    return [
        Entry(seen[post_id], place, boosted_by=() if place == post_id else she)
        for place, post_id in rows
        if post_id in seen
    ]


@cache
def _page(limit: int) -> Prepared:
    def build(*, person_id: int, before: int, me: int | None = None) -> QuerySet[Any, Any]:
        viewer = Viewer(me)
        said = _columns(_said(viewer, person_id), F("pk"), before)
        passed_on = _columns(_passed_on(viewer, person_id), F("post_id"), before)
        return said.union(passed_on, all=True).order_by("-place")[:limit]

    return Prepared(build)


def _columns(rows: QuerySet[Any], post: F, before: int) -> QuerySet[Any, Any]:
    named = rows.filter(id__lt=before).order_by().annotate(place=F("pk"), stands=post)
    columns: QuerySet[Any, Any] = named.values_list("place", "stands")
    return columns


def _said(viewer: Viewer, person_id: int) -> QuerySet[Post]:
    to_herself = Q(in_reply_to=None) | Q(in_reply_to__author_id=person_id)
    rows = visible_posts(viewer).filter(to_herself, author_id=person_id, removed_at=None)
    return rows.exclude(audience=Audience.DIRECT)


def _passed_on(viewer: Viewer, person_id: int) -> QuerySet[Boost]:
    open_to_all = [Audience.PUBLIC, Audience.UNLISTED]
    others = visible_posts(viewer).filter(id=OuterRef("post_id"), audience__in=open_to_all, removed_at=None)
    rows = Boost.objects.filter(Exists(others), person_id=person_id).exclude(post__author_id=person_id)
    if viewer.person_id is None:
        return rows
    me = viewer.person_id
    return rows.exclude(person_id__in=boosts_hidden_by(me)).exclude(post__author_id__in=muted_by(me))

"""The posts that the most people liked or passed on lately. People who keep it to themselves are left out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commonhold.ground import ids
from commonhold.social.people.hiding import muted_by
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Boost, Favourite
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.visibility import visible_posts


def most_liked_since(viewer: Viewer, since: datetime, *, skip: int = 0, limit: int = 20) -> list[PostView]:
    """First posts, to everybody, of people who want to be come upon, most hearts and boosts first.

    Only what somebody liked or passed on at all. Nothing else is weighed.
    """
    rows = visible_posts(viewer).filter(
        audience=Audience.PUBLIC,
        in_reply_to=None,
        removed_at=None,
        author__is_discoverable=True,
        id__gte=ids.first_id_after(since),
    )
    rows = rows.exclude(author_id__in=muted_by(viewer.person_id or 0))
    rows = rows.annotate(liked=_count(Favourite.objects.all()) + _count(Boost.objects.all()))
    found = rows.filter(liked__gt=0).order_by("-liked", "-id").values_list("id", flat=True)
    return posts(viewer, list(found[skip : skip + limit]))


def _count(rows: QuerySet[Favourite] | QuerySet[Boost]) -> Coalesce:
    of_post = rows.filter(post=OuterRef("pk")).order_by().values("post").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(of_post, output_field=IntegerField()), 0)

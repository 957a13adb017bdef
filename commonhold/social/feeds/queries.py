"""Feeds: chronological, newest first. Each costs as many statements for one post as for hundreds.

In the home feed stand one's own posts, those of people whom one follows and what they boost, but not of
those on a list that is read by itself, nor those of people whom one has muted. An answer stands there when
one follows both who answers and who is answered, or when it is to oneself. What is direct stays among
those whom it is for, and stands in no feed.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.feeds.entries import Entry, home_entries, home_rows
from commonhold.social.lists import queries as lists
from commonhold.social.lists.models import Listing
from commonhold.social.lists.refusals import NoSuchList
from commonhold.social.people.hiding import muted_by
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts

_MOST_NEW = 100


def home(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[PostView]:
    """What the viewer's people said, before the post with the id `before`; for anyone, what is public."""
    if viewer.person_id is None:
        return latest(viewer, before=before, limit=limit)
    return [each.post for each in home_entries(viewer, viewer.person_id, before=before, limit=limit)]


def read_home(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[Entry]:
    """The home feed with why each post is in it; the next page begins before the last one's `place`."""
    if viewer.person_id is None:
        return [Entry(each, each.id) for each in latest(viewer, before=before, limit=limit)]
    return home_entries(viewer, viewer.person_id, before=before, limit=limit)


def new_in_home(viewer: Viewer, *, after: int) -> list[int]:
    """What others have put into the viewer's home feed after an id, oldest first; at most a hundred."""
    return [] if viewer.person_id is None else _NEW_IN_HOME.ids(me=viewer.person_id, after=after)[::-1]


def list_feed(viewer: Viewer, list_id: int, *, before: int | None = None, limit: int = 20) -> list[PostView]:
    """What the people on one of the viewer's lists said, and answered each other. Raises NoSuchList."""
    if not lists.owns(viewer, list_id):
        raise NoSuchList
    listed = Listing.objects.filter(list_id=list_id).values("person_id")
    rows = visible_posts(viewer).filter(
        Q(in_reply_to=None) | Q(in_reply_to__author_id__in=listed),
        ~Q(audience=Audience.DIRECT),
        ~Q(author_id__in=muted_by(viewer.person_id or 0)),
        author_id__in=listed,
        removed_at=None,
    )
    if before is not None:
        rows = rows.filter(id__lt=before)
    return posts.posts(viewer, list(rows.order_by("-id").values_list("id", flat=True)[:limit]))


def latest(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[PostView]:
    """The local timeline: what people of this server said to everybody, answers left out."""
    return posts.public_latest(viewer, before=before, limit=limit)


def _new_in_home(*, me: int, after: int) -> QuerySet[Post, int]:
    rows = home_rows(me).filter(id__gt=after, imported_as="").exclude(author_id=me)
    return rows.order_by("-id").values_list("id", flat=True)[:_MOST_NEW]


_NEW_IN_HOME = Prepared(_new_in_home)

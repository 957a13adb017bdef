"""Feeds: chronological, newest first. Each costs as many statements for one post as for hundreds.

In the home feed stand one's own posts, those of people whom one follows and what they boost, but not of
those on a list that is read by itself, nor those of people whom one has muted. An answer stands there when
one follows both who answers and who is answered, or when it is to oneself. What is direct stays among
those whom it is for, and stands in no feed.

A post that came by boosts stands where the first of those that the viewer reads put it: it stands there
once, and moves no more when others pass it on too. What her people wrote themselves stands at its own
place. What is said in groups that she belongs to is there, answers left out. What bears a tag that she
follows is there too, when it is for everybody and no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import FIRST, Span, within
from commonhold.social.feeds import home as home_places
from commonhold.social.feeds.models import ReadUpTo
from commonhold.social.lists import queries as lists
from commonhold.social.lists.models import List, Listing
from commonhold.social.lists.refusals import NoSuchList
from commonhold.social.people.hiding import muted_by
from commonhold.social.people.models import Follow
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.queries import PostView, Servers
from commonhold.social.posts.visibility import visible_posts

_MOST_NEW = 100


@dataclass(frozen=True)
class Entry:
    """A post in a feed. `place` is what the next page begins before; the rest says why it is there."""

    post: PostView
    place: int
    boosted_by: tuple[PersonLine, ...] = ()
    because_of: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a post stands in a feed, and who passed it on, if somebody's boost put it there."""

    place: int
    post_id: int
    booster_id: int | None


@dataclass(frozen=True)
class HomePage:
    """A page of somebody's home feed, and the place up to which she has read it; 0 where nothing is known."""

    entries: list[Entry]
    read_up_to: int


@dataclass(frozen=True)
class Remembered:
    """A place up to which somebody has read; `version` grows whenever it moves on."""

    place: int
    version: int
    at: datetime


def home(viewer: Viewer, span: Span = FIRST) -> list[PostView]:
    """What the viewer's people said; for anyone, what is public."""
    return [each.post for each in home_page(viewer, span).entries]


def home_page(viewer: Viewer, span: Span = FIRST) -> HomePage:
    """The home feed with why each post is in it; the next page begins before the last one's `place`."""
    if viewer.person_id is None:
        return HomePage([Entry(each, each.id) for each in latest(viewer, span)], 0)
    found = home_places.page(viewer.person_id, span)
    return HomePage(_entries(viewer, viewer.person_id, found.stands), found.read_up_to)


def remembered(viewer: Viewer) -> Remembered | None:
    """How far the viewer has read her home feed, if anything is known."""
    row = ReadUpTo.objects.filter(person_id=viewer.person_id or 0).first()
    return None if row is None else Remembered(row.place, row.version, row.at)


def new_in_home(viewer: Viewer, *, after: int) -> list[int]:
    """What others have put into the viewer's home feed after an id, oldest first; at most a hundred."""
    me = viewer.person_id
    return [] if me is None else home_places.new_ids(me, after=after, limit=_MOST_NEW)


def list_feed(viewer: Viewer, list_id: int, span: Span = FIRST) -> list[PostView]:
    """What the people on one of the viewer's lists said, and answered as she chose. Raises NoSuchList."""
    answers = lists.answers_of(viewer, list_id)
    rows = _on_list(viewer.person_id or 0, list_id, answers).values_list("id", flat=True)
    return posts.posts(viewer, within(rows, span))


def standing_in_home(me: int, ids: Sequence[int]) -> list[Standing]:
    """Those of some posts and boosts that stand in the home feed of `me`, oldest first."""
    found = home_places.among(me, ids)
    passed_on = home_places.reasons(me, found).boosters
    return [
        Standing(each.place, each.post_id, passed_on[each.post_id][0].id if each.is_passed_on else None)
        for each in found
        if not each.is_passed_on or each.post_id in passed_on
    ]


def unboosted_in_home(me: int, ids: Sequence[int]) -> list[int]:
    """Boosts that the home feed of `me` might show, of those whose taking back `ids` tell."""
    return home_places.unboosted(me, ids)


def standing_on_list(me: int, list_id: int, ids: Sequence[int]) -> list[int]:
    """Those of some posts that stand in the feed of a list of `me`; of a list of somebody else's, none."""
    try:
        answers = lists.answers_of(Viewer(me), list_id)
    except NoSuchList:
        return []
    return _among_list(answers).ids(me=me, list_id=list_id, ids=ids)


def _answering(me: int, answers: List.Answers, listed: QuerySet[Listing, Any]) -> Q:
    """The condition that a post answers somebody whose answers are read on a list."""
    if answers == List.Answers.NONE:
        return Q(in_reply_to__author_id=F("author_id"))
    to_them = Q(in_reply_to__author_id__in=listed)
    if answers == List.Answers.LISTED:
        return to_them
    followed = Follow.objects.filter(follower_id=me, accepted_at__isnull=False).values("followed_id")
    return to_them | Q(in_reply_to__author_id=me) | Q(in_reply_to__author_id__in=followed)


def latest(viewer: Viewer, span: Span = FIRST) -> list[PostView]:
    """The local timeline: what people of this server said to everybody, answers left out."""
    return posts.public_latest(viewer, span)


def everything(viewer: Viewer, span: Span = FIRST) -> list[PostView]:
    """What people of any server said to everybody, as far as it came here, answers left out."""
    return posts.public_latest(viewer, span, servers=Servers.ALL)


def _on_list(me: int, list_id: int, answers: List.Answers) -> QuerySet[Post]:
    listed = Listing.objects.filter(list_id=list_id, list__owner_id=me).values("person_id")
    return visible_posts(Viewer(me)).filter(
        Q(in_reply_to=None) | _answering(me, answers, listed),
        ~Q(audience=Audience.DIRECT),
        ~Q(author_id__in=muted_by(me)),
        author_id__in=listed,
        removed_at=None,
    )


@cache
def _among_list(answers: List.Answers) -> Prepared:
    def build(*, me: int, list_id: int, ids: Sequence[int]) -> QuerySet[Post, Any]:
        rows = _on_list(me, list_id, answers).filter(id__in=ids)
        return rows.order_by("id").values_list("id", flat=True)

    return Prepared(build)


def _entries(viewer: Viewer, me: int, stands: list[home_places.Stand]) -> list[Entry]:
    """At most one statement more than `posts.posts`, however many there are."""
    stood = {each.post_id: each for each in stands}
    boosters, tags = home_places.reasons(me, stands)
    return [
        Entry(each, stood[each.id].place, boosters.get(each.id, ()), tags.get(each.id, ""))
        for each in posts.posts(viewer, list(stood))
    ]

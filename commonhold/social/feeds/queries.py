"""Feeds: chronological, newest first. Each costs as many statements for one post as for hundreds.

In the home feed stand one's own posts, those of people whom one follows and what they boost, but not of
those on a list that is read by itself, nor those of people whom one has muted. An answer stands there when
one follows both who answers and who is answered, or when it is to oneself. What is direct stays among
those whom it is for, and stands in no feed.


A post that came by boosts stands where the first of those that the viewer reads put it: it stands there
once, and moves no more when others pass it on too. What her people wrote themselves stands at its own
place. What bears a tag that she follows is there too, when it is for everybody and no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from commonhold.ground.prepared import Prepared
from commonhold.social.lists import queries as lists
from commonhold.social.lists.models import Listing
from commonhold.social.lists.refusals import NoSuchList
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import boosts_hidden_by, muted_by, not_hidden_from
from commonhold.social.people.models import Follow
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Audience, Boost, Post, Tagging
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.tags.models import TagFollow

_MOST_NEW = 100


@dataclass(frozen=True)
class Entry:
    """A post in a feed. `place` is what the next page begins before; the rest says why it is there."""

    post: PostView
    place: int
    boosted_by: tuple[PersonLine, ...] = ()
    because_of: str = ""


def home(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[PostView]:
    """What the viewer's people said, before the post with the id `before`; for anyone, what is public."""
    if viewer.person_id is None:
        return latest(viewer, before=before, limit=limit)
    return [each.post for each in _home_entries(viewer, viewer.person_id, before=before, limit=limit)]


def read_home(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[Entry]:
    """The home feed with why each post is in it; the next page begins before the last one's `place`."""
    if viewer.person_id is None:
        return [Entry(each, each.id) for each in latest(viewer, before=before, limit=limit)]
    return _home_entries(viewer, viewer.person_id, before=before, limit=limit)


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


def _home_rows(me: int) -> QuerySet[Post]:
    """What the people whom `me` follows said, and what bears a tag that she follows."""
    followed = _followed(me)
    by_my_people = Q(author_id=me) | Q(author_id__in=followed)
    to_my_people = Q(in_reply_to__author_id=me) | Q(in_reply_to__author_id__in=followed)
    said = by_my_people & (Q(in_reply_to=None) | Q(author_id=me) | to_my_people)
    return _wanted(me).filter(said | _tagged(me), ~Q(audience=Audience.DIRECT))


def _home_entries(viewer: Viewer, me: int, *, before: int | None, limit: int) -> list[Entry]:
    """A page of the home feed; five statements more at most than `posts.posts`, however long it is."""
    said, passed_on = _home_rows(me), _passed_on(me)
    if before is not None:
        said, passed_on = said.filter(id__lt=before), passed_on.filter(id__lt=before)
    places = {each: each for each in said.order_by("-id").values_list("id", flat=True)[:limit]}
    places |= {post: boost for boost, post in passed_on.order_by("-id").values_list("id", "post_id")[:limit]}
    newest = sorted(places, key=places.__getitem__, reverse=True)[:limit]
    boosters = _boosters(viewer, me, [each for each in newest if places[each] != each])
    tags = _tags(me, newest)
    return [
        Entry(
            each,
            places[each.id],
            boosters.get(each.id, ()),
            "" if each.id in boosters else tags.get(each.id, ""),
        )
        for each in posts.posts(viewer, newest)
    ]


def _followed(me: int) -> QuerySet[Follow, int]:
    accepted = Follow.objects.filter(follower_id=me, accepted_at__isnull=False)
    return accepted.values_list("followed_id", flat=True)


def _apart(me: int) -> QuerySet[Listing, int]:
    """Who is on a list that is read by itself."""
    listed = Listing.objects.filter(list__owner_id=me, list__is_exclusive=True)
    return listed.exclude(person_id=me).values_list("person_id", flat=True)


def _wanted(me: int) -> QuerySet[Post]:
    return visible_posts(Viewer(me)).filter(
        ~Q(author_id__in=_apart(me)), ~Q(author_id__in=muted_by(me)), removed_at=None
    )


def _tagged(me: int) -> Q:
    followed = TagFollow.objects.filter(person_id=me).values("tag_id")
    bearing = Tagging.objects.filter(tag_id__in=followed).values("post_id")
    return Q(id__in=bearing, audience=Audience.PUBLIC, in_reply_to=None)


def _heard(me: int) -> QuerySet[Boost]:
    """Boosts that `me` reads: of those whom she follows, unless she hid their boosts or reads them apart."""
    return Boost.objects.filter(
        ~Q(person_id__in=boosts_hidden_by(me)),
        ~Q(person_id__in=muted_by(me)),
        ~Q(person_id__in=_apart(me)),
        not_hidden_from(me, "person"),
        person_id__in=_followed(me),
    )


def _passed_on(me: int) -> QuerySet[Boost]:
    """The first boost of each post that `me` would not read anyway."""
    first = _heard(me).filter(post_id=OuterRef("post_id")).order_by("id").values("id")[:1]
    others = _wanted(me).filter(audience__in=[Audience.PUBLIC, Audience.UNLISTED])
    rows = _heard(me).filter(post__in=others).exclude(post__in=_home_rows(me))
    return rows.annotate(first=Subquery(first)).filter(id=F("first"))


def _boosters(viewer: Viewer, me: int, post_ids: list[int]) -> dict[int, tuple[PersonLine, ...]]:
    rows = list(_heard(me).filter(post_id__in=post_ids).order_by("id").values_list("post_id", "person_id"))
    known = people.found_among(viewer, {person_id for _post, person_id in rows})
    found: dict[int, tuple[PersonLine, ...]] = {}
    for post_id, person_id in rows:
        if person_id in known:
            found[post_id] = (*found.get(post_id, ()), known[person_id])
    return found


def _tags(me: int, post_ids: list[int]) -> dict[int, str]:
    """By post of somebody whom `me` doesn't follow: a tag of it that she follows."""
    followed = TagFollow.objects.filter(person_id=me).values("tag_id")
    rows = Tagging.objects.filter(post_id__in=post_ids, tag_id__in=followed)
    rows = rows.exclude(post__author_id=me).exclude(post__author_id__in=_followed(me))
    return dict(rows.order_by("-id").values_list("post_id", "tag__name"))


def _new_in_home(*, me: int, after: int) -> QuerySet[Post, int]:
    rows = _home_rows(me).filter(id__gt=after, imported_as="").exclude(author_id=me)
    return rows.order_by("-id").values_list("id", flat=True)[:_MOST_NEW]


_NEW_IN_HOME = Prepared(_new_in_home)

"""What other servers are told of posts besides what pages show, and which audiences leave this one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Mention, Post
from commonhold.social.posts.visibility import may_see, visible_posts

#: The audiences that leave this server. What is for members, a list, or mutuals never does; of groups only
#: what is said in those that are listed and that everybody may read.
LEAVES = frozenset({Audience.PUBLIC, Audience.UNLISTED, Audience.FOLLOWERS, Audience.DIRECT, Audience.GROUP})
#: Of these, what anybody may read.
OPEN = frozenset({Audience.PUBLIC, Audience.UNLISTED, Audience.GROUP})
_MOST_ASKED = 50
_MOST_AUTHORS = 200


class Outward(NamedTuple):
    """A post as other servers place it. The `…_uri` are of what is elsewhere, None for what is ours.

    `first_…` are those of the thread's first post, `answered_…` of what it answers, `quoted_…` of what it
    quotes; `consent` is the quoted author's latest word, `asked_as` another server's request
    for it, `stamp` where another server keeps it.
    """

    id: int
    uri: str | None
    author_id: int
    author_domain: str
    audience: str
    circle_of_id: int
    group_id: int | None
    waits_for_id: int | None
    imported_as: str
    quote_policy: str
    published_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    first_id: int
    first_uri: str | None
    first_author_id: int
    first_audience: str
    reply_control: str
    approves_replies: bool
    answered_id: int | None
    answered_uri: str | None
    answered_audience: str | None
    answered_author_id: int | None
    quoted_id: int | None
    quoted_uri: str | None
    quoted_author_id: int | None
    quoted_audience: str | None
    consent: str | None
    asked_as: str | None
    stamp: str | None

    @property
    def is_ours(self) -> bool:
        return not self.author_domain


def leaves(post: Outward) -> bool:
    """Is it told to any other server by itself? What was brought along was told already."""
    return may_be_fetched(post) and post.is_ours and not post.imported_as


def may_be_fetched(post: Outward) -> bool:
    """May other servers ask for it, those whose people may see it?"""
    return post.waits_for_id is None and is_for_others(post)


def is_for_others(post: Outward) -> bool:
    """Is it for people of other servers too, whether or not it waits for somebody's consent now?"""
    if post.audience not in LEAVES:
        return False
    return post.audience != Audience.GROUP or groups.is_open_to_all(post.group_id)


def outward(post_ids: Sequence[int]) -> dict[int, Outward]:
    """By id, whoever may see them: for whoever has asked `posts.queries` first."""
    return {each.id: each for each in _OUTWARD.made(post_ids=list(post_ids))}


def in_open_groups(post_ids: Collection[int]) -> list[int]:
    """Those of them that were said in groups that everybody may find and read, and wait for nobody."""
    return _IN_OPEN_GROUPS.ids(post_ids=list(post_ids))


def of_uri(uri: str) -> int | None:
    """The post that another server calls so."""
    return Post.objects.filter(elsewhere__uri=uri).values_list("id", flat=True).first()


def seen_by_server(domain: str, post_id: int) -> bool:
    """May anybody of that server see it? For what a server asks in nobody's name."""
    circle_of = Post.objects.filter(id=post_id).values_list("circle_of_id", flat=True).first()
    named = Mention.objects.filter(post_id=post_id, person__domain=domain, person__removed_at=None)
    asked = [
        *people.followers_from(circle_of or 0, domain, limit=_MOST_ASKED),
        *named.values_list("person_id", flat=True)[:_MOST_ASKED],
    ]
    return any(may_see(each, post_id) for each in asked)


def open_answers(post_id: int, *, after: int = 0, limit: int = 50) -> list[tuple[int, str | None]]:
    """Those of its direct answers that anybody may read: id, and the URI of what is elsewhere."""
    return _open(after, limit, in_reply_to_id=post_id)


def open_thread(first_id: int, *, after: int = 0, limit: int = 50) -> list[tuple[int, str | None]]:
    """The thread that begins with this post, as far as anybody may read it."""
    return _open(after, limit, thread_id=first_id)


def open_by(person_id: int, *, before: int | None = None, limit: int = 20) -> list[int]:
    """What she said that leaves this server and anybody may read, newest first."""
    rows = _anyones().filter(author_id=person_id, imported_as="", audience__in=[*_FOR_ALL])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id").values_list("id", flat=True)[:limit])


def count_open(person_id: int) -> int:
    """How much of what she said leaves this server and anybody may read."""
    return _anyones().filter(author_id=person_id, imported_as="", audience__in=[*_FOR_ALL]).count()


def open_in_group(group_id: int, *, before: int | None = None, limit: int = 20) -> list[int]:
    """What was said in a group that anybody may read, newest first; of any other, nothing."""
    rows = _anyones().filter(group_id=group_id, audience=Audience.GROUP)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = rows.order_by("-id").values_list("id", flat=True)[:limit]
    return list(found) if groups.is_open_to_all(group_id) else []


def authors_in(first_id: int) -> list[int]:
    """Who of other servers wrote in a thread what anybody may read; two hundred at most."""
    return _AUTHORS_IN.ids(first_id=first_id)


_FOR_ALL = (Audience.PUBLIC, Audience.UNLISTED)


def _anyones() -> QuerySet[Post]:
    return visible_posts(Viewer(None)).filter(removed_at=None)


def _open(after: int, limit: int, **which: Any) -> list[tuple[int, str | None]]:
    in_open_group = Q(group__is_listed=True, group__closed_at=None)
    rows = _anyones().filter(Q(audience__in=_FOR_ALL) | in_open_group, id__gt=after, **which)
    return list(rows.order_by("id").values_list("id", "elsewhere__uri")[:limit])


_COLUMNS = (
    *("id", "elsewhere__uri", "author_id", "author__domain", "audience", "circle_of_id", "group_id"),
    *("waits_for_id", "imported_as", "quote_policy", "published_at", "edited_at", "removed_at"),
    *("thread_id", "thread__elsewhere__uri", "thread__author_id", "thread__audience"),
    *("thread__reply_control", "thread__approves_replies"),
    *("in_reply_to_id", "in_reply_to__elsewhere__uri", "in_reply_to__audience", "in_reply_to__author_id"),
    *("quoted_id", "quoted__elsewhere__uri", "quoted__author_id", "quoted__audience"),
    *("consent__state", "consent__asked_as", "consent__stamp"),
)
_OUTWARD = Prepared(
    lambda post_ids: Post.objects.filter(id__in=post_ids).values_list(*_COLUMNS), lambda row: Outward(*row)
)
_IN_OPEN_GROUPS = Prepared(
    lambda post_ids: Post.objects.filter(
        id__in=post_ids,
        audience=Audience.GROUP,
        waits_for=None,
        group__is_readable_by_all=True,
        group__is_listed=True,
        group__closed_at=None,
    ).values_list("id")
)


def _authors_in(first_id: int) -> QuerySet[Post, Any]:
    rows = _anyones().filter(thread_id=first_id).exclude(author__domain="").order_by("author_id")
    return rows.values_list("author_id").distinct()[:_MOST_AUTHORS]


_AUTHORS_IN = Prepared(_authors_in)

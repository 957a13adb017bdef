"""A thread around one of its posts, as its viewer may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import ANYONE, PersonLine, Viewer, line_of
from commonhold.social.posts.models import Post
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.reading_order import Replies, Row, Thread, shortened
from commonhold.social.posts.refusals import NoSuchPost
from commonhold.social.posts.visibility import visible_posts, visible_to


@dataclass(frozen=True)
class ThreadView:
    """What led to a post, oldest first, and the replies below it in reading order.

    Of a long way down, `first` is how it began and `between` how many posts are left out before `above`.
    `posts` are all that are shown, by id; who lost sight of one meanwhile misses it there. `is_later` says
    that earlier replies stand on another page.
    """

    first: Sequence[PostView]
    between: int
    above: Sequence[PostView]
    post: PostView
    replies: Replies
    posts: Mapping[int, PostView]
    is_later: bool


@dataclass(frozen=True)
class ReplyRule:
    """Who may reply in a thread, as its first post says. `author` is None where the viewer may not see it."""

    control: Post.ReplyControl
    approves: bool
    author: PersonLine | None
    is_mine: bool


def thread(viewer: Viewer, post_id: int, *, after: int | None = None) -> ThreadView:
    """The thread around a post; its replies from the one after `after` on. Raises NoSuchPost.

    As many statements for ten thousand replies as for one.
    """
    if post_id >= 1 << 63:
        raise NoSuchPost  # no id is so large, and a database takes none
    order = Thread(_rows(viewer, post_id))
    first, between, above = shortened(order.way_to(post_id))
    replies = order.page(post_id, after=after)
    seen = {each.id: each for each in posts(viewer, [*first, *above, post_id, *replies.ids()])}
    if post_id not in seen:
        raise NoSuchPost
    start = order.list_below(post_id)[0][:1]
    return ThreadView(
        first=[seen[each] for each in first if each in seen],
        between=between,
        above=[seen[each] for each in above if each in seen],
        post=seen[post_id],
        replies=replies,
        posts=seen,
        is_later=after is not None and [each.id for each in replies.strands[:1]] != start,
    )


def context(viewer: Viewer, post_id: int, *, most: int) -> tuple[list[PostView], list[PostView]]:
    """What led to a post, oldest first, and what answers it, each answer after what it answers; `most` of it.

    Raises NoSuchPost.
    """
    if not posts(viewer, [post_id]):
        raise NoSuchPost
    way, below = around(_rows(viewer, post_id), post_id, most=most)
    seen = {each.id: each for each in posts(viewer, [*way, *below])}
    return [seen[each] for each in way if each in seen], [seen[each] for each in below if each in seen]


def around(rows: Sequence[Row], post_id: int, *, most: int) -> tuple[list[int], list[int]]:
    """The ids of what led to a post, and of what answers it."""
    order = Thread(rows)
    way = [each for each in order.way_to(post_id) if each != post_id]
    below = [each for each in islice(order.order(post_id), most + 1) if each != post_id]
    return way, below[:most]


def reply_rule(viewer: Viewer, post_id: int) -> ReplyRule:
    """Who may reply in the thread of a post. Raises NoSuchPost."""
    rows = visible_posts(viewer).filter(id=post_id).select_related("thread__author")
    row = rows.annotate(knows_first=_sees_first(viewer)).first()
    if row is None:
        raise NoSuchPost
    first = row.thread
    return ReplyRule(
        control=Post.ReplyControl(first.reply_control),
        approves=first.approves_replies,
        author=line_of(first.author) if row.knows_first else None,
        is_mine=first.author_id == viewer.person_id,
    )


def _sees_first(viewer: Viewer) -> Any:
    return ExpressionWrapper(Q(thread_id__in=visible_posts(viewer).values("id")), output_field=BooleanField())


def _rows(viewer: Viewer, post_id: int) -> list[Row]:
    """A thread's rows. What waits for the viewer's word stands apart, but on the way here."""
    me = viewer.person_id
    found = _ANYONES.rows(post_id=post_id) if me is None else _HERS.rows(post_id=post_id, me=me)
    return rows_of(found, me, post_id)


def rows_of(found: Sequence[tuple[Any, ...]], me: int | None, post_id: int) -> list[Row]:
    """A thread's rows, of id, answered, author, whether `me` may see it, removal, and who must let it in."""
    rows = {each[0]: Row(each[0], each[1], each[2], bool(each[3]), each[4] is not None) for each in found}
    waiting = {each[0] for each in found if me is not None and each[5] == me}
    each: int | None = post_id if waiting else None
    while each is not None and each in rows:
        waiting.discard(each)
        each = rows[each].answers
    return [row._replace(seen=False) if row.id in waiting else row for row in rows.values()]


def _in_thread(viewer: Viewer, post_id: int) -> QuerySet[Post, Any]:
    thread_id = Post.objects.filter(id=post_id).values("thread_id")
    seen = ExpressionWrapper(visible_to(viewer), output_field=BooleanField())
    rows = Post.objects.filter(thread_id__in=thread_id).annotate(seen=seen).order_by("id")
    return rows.values_list("id", "in_reply_to_id", "author_id", "seen", "removed_at", "waits_for_id")


def _hers(*, me: int, post_id: int) -> QuerySet[Post, Any]:
    return _in_thread(Viewer(me), post_id)


def _anyones(*, post_id: int) -> QuerySet[Post, Any]:
    return _in_thread(ANYONE, post_id)


_HERS, _ANYONES = Prepared(_hers), Prepared(_anyones)

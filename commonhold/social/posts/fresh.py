"""Which posts came after an id: for pages that are open while others write.

What somebody brought along from another server is news to nobody, whatever its date.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Afterwards, Boost, Edition, Grace, GroupRemoval, Post
from commonhold.social.posts.taking_back import GRACE
from commonhold.social.posts.visibility import visible_posts

_MOST, _MOST_HINTS = 100, 2000


def written_after(after: int) -> dict[int, str]:
    """The latest posts of anybody's with their audiences; only to wake streams up, never to be shown."""
    return dict(_WRITTEN.rows(after=after))


def boosted_after(after: int) -> list[int]:
    """The latest boosts of anybody's. Only to wake streams up."""
    return _BOOSTED.ids(after=after)


def edited_after(after: int) -> dict[int, int]:
    """Which posts were written anew after an id: post by edition. Only to wake streams up."""
    return dict(_EDITED.rows(after=after))


def removed_since(since: datetime) -> list[int]:
    """Which posts became tombstones since then. Only to wake streams up."""
    return [*_REMOVED.ids(until=since + GRACE), *_TAKEN_OUT.ids(after=ids.first_id_after(since))]


def afterwards(after: int) -> tuple[dict[int, tuple[int, str]], frozenset[int]]:
    """Which rows tell since an id of posts that came back or were let in, each with its audience, and which
    of boosts that were taken back. Only to wake streams up.
    """
    late, unboosts = {}, set()
    for row_id, what, post_id, audience in _AFTERWARDS.rows(after=after):
        if what == Afterwards.What.UNBOOSTED:
            unboosts.add(row_id)
        else:
            late[row_id] = (post_id, audience)
    return late, frozenset(unboosts)


def in_conversation(viewer: Viewer, conversation_id: int, *, after: int) -> list[int]:
    """What others have said after an id in a conversation, oldest first; at most a hundred."""
    if viewer.person_id is None:
        return []
    return _IN_CONVERSATION.ids(me=viewer.person_id, conversation_id=conversation_id, after=after)[::-1]


def sees_poll(viewer: Viewer, poll_id: int) -> bool:
    """May the viewer see the post with this poll?"""
    return visible_posts(viewer).filter(poll_id=poll_id, removed_at=None).exists()


def in_thread(viewer: Viewer, post_id: int, *, after: int) -> list[int]:
    """What others have said after the id `after` in the thread of a post, oldest first; at most a hundred."""
    if viewer.person_id is None:
        return []
    return _IN_THREAD.ids(me=viewer.person_id, post_id=post_id, after=after)[::-1]


def _in_thread(*, me: int, post_id: int, after: int) -> QuerySet[Post, int]:
    thread = visible_posts(Viewer(me)).filter(id=post_id).values("thread_id")
    rows = visible_posts(Viewer(me)).filter(
        id__gt=after, thread_id__in=thread, imported_as="", removed_at=None
    )
    return rows.exclude(author_id=me).order_by("-id").values_list("id", flat=True)[:_MOST]


_IN_THREAD = Prepared(_in_thread)


def _written(*, after: int) -> QuerySet[Post, Any]:
    rows = Post.objects.filter(id__gt=after, imported_as="").order_by("-id")
    return rows.values_list("id", "audience")[:_MOST_HINTS]


def _boosted(*, after: int) -> QuerySet[Boost, int]:
    return Boost.objects.filter(id__gt=after).order_by("-id").values_list("id", flat=True)[:_MOST_HINTS]


def _edited(*, after: int) -> QuerySet[Edition, Any]:
    return Edition.objects.filter(id__gt=after).order_by("-id").values_list("id", "post_id")[:_MOST_HINTS]


def _afterwards(*, after: int) -> QuerySet[Afterwards, Any]:
    rows = Afterwards.objects.filter(id__gt=after).order_by("-id")
    return rows.values_list("id", "what", "post_id", "post__audience")[:_MOST_HINTS]


# Asked twice a second and whenever something happens, while anybody listens.
_WRITTEN, _BOOSTED, _EDITED = Prepared(_written), Prepared(_boosted), Prepared(_edited)
_AFTERWARDS = Prepared(_afterwards)
_REMOVED = Prepared(
    lambda *, until: Grace.objects.filter(until__gte=until).values_list("post_id")[:_MOST_HINTS]
)
_TAKEN_OUT = Prepared(
    lambda *, after: GroupRemoval.objects.filter(id__gt=after).values_list("post_id")[:_MOST_HINTS]
)


def _in_conversation(*, me: int, conversation_id: int, after: int) -> QuerySet[Post, int]:
    rows = visible_posts(Viewer(me)).filter(id__gt=after, channel_id=conversation_id, removed_at=None)
    return rows.exclude(author_id=me).order_by("-id").values_list("id", flat=True)[:_MOST]


_IN_CONVERSATION = Prepared(_in_conversation)

"""Which posts came after an id: for pages that are open while others write.

What somebody brought along from another server is news to nobody, whatever its date.
"""

from __future__ import annotations

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post
from commonhold.social.posts.visibility import visible_posts

_MOST = 100


def ids_after(after: int) -> list[int]:
    """The latest posts of anybody's, at most a hundred; only to wake streams up, never to be shown."""
    return list(
        Post.objects.filter(id__gt=after, imported_as="").order_by("-id").values_list("id", flat=True)[:_MOST]
    )


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


def _in_conversation(*, me: int, conversation_id: int, after: int) -> QuerySet[Post, int]:
    rows = visible_posts(Viewer(me)).filter(id__gt=after, channel_id=conversation_id, removed_at=None)
    return rows.exclude(author_id=me).order_by("-id").values_list("id", flat=True)[:_MOST]


_IN_CONVERSATION = Prepared(_in_conversation)

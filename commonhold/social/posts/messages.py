"""Messages: direct posts as they stand in their conversations. Nobody but who sits in one gets any."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, Max, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.visibility import in_conversations_of, visible_posts


def messages(
    viewer: Viewer,
    conversation_id: int,
    *,
    before: int | None = None,
    limit: int = 50,
) -> list[PostView]:
    """What was said in a conversation, oldest first; of more than `limit` the latest.

    `before` is the id of a message. Taken back, a message is a tombstone.
    """
    rows = _seen_by(viewer).filter(channel_id=conversation_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return posts(viewer, list(rows.order_by("-id").values_list("id", flat=True)[:limit])[::-1])


def last_messages(viewer: Viewer, conversation_ids: Collection[int]) -> dict[int, PostView]:
    """The latest message of each, by the conversation's id; as many statements for one as for all."""
    rows = _seen_by(viewer).filter(channel_id__in=conversation_ids).order_by().values("channel_id")
    latest = dict(rows.annotate(latest=Max("id")).values_list("latest", "channel_id"))
    return {latest[each.id]: each for each in posts(viewer, list(latest))}


def unread_counts(viewer: Viewer, read_up_to: Mapping[int, int]) -> dict[int, int]:
    """How many messages of others came after what was read, by conversation; those with none are missing."""
    if not read_up_to:
        return {}
    newer = reduce(or_, (Q(channel_id=each, id__gt=read) for each, read in read_up_to.items()))
    rows = _seen_by(viewer).filter(newer, removed_at=None).exclude(author_id=viewer.person_id)
    counted = rows.order_by().values("channel_id").annotate(n=Count("id"))
    return dict(counted.values_list("channel_id", "n"))


def conversation_of(viewer: Viewer, post_id: int) -> int | None:
    """In which conversation the viewer reads this post; None when it is no message, or not hers to read."""
    return _seen_by(viewer).filter(id=post_id).values_list("channel_id", flat=True).first()


def channel_of(post_id: int) -> int | None:
    """In which conversation a direct post is; for telling those who sit there, not for pages."""
    return next((channel_id for (channel_id,) in _CHANNEL.rows(post_id=post_id)), None)


def _seen_by(viewer: Viewer) -> QuerySet[Post]:
    rows = visible_posts(viewer).filter(audience=Audience.DIRECT)
    return rows.none() if viewer.person_id is None else rows.filter(in_conversations_of(viewer.person_id))


_CHANNEL = Prepared(lambda *, post_id: Post.objects.filter(id=post_id).values_list("channel_id"))

"""Who wants to be told no more of a thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post, ThreadMute


def has_muted(viewer: Viewer, post_id: int) -> bool:
    """Has the viewer muted the thread in which this post stands?"""
    if viewer.person_id is None:
        return False
    thread = Post.objects.filter(id=post_id).values("thread_id")
    return ThreadMute.objects.filter(person_id=viewer.person_id, thread_id__in=thread).exists()


def deaf_rows(post_ids: Sequence[int], people_ids: Sequence[int]) -> QuerySet[Any, Any]:
    """Ids of those of `people_ids` who are told nothing of one of these posts' threads."""
    thread = Post.objects.filter(id__in=post_ids).values("thread_id")
    return ThreadMute.objects.filter(person_id__in=people_ids, thread_id__in=thread).values_list("person_id")

"""Who wants to be told no more of a thread."""

from __future__ import annotations

from collections.abc import Collection

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post, ThreadMute


def has_muted(viewer: Viewer, post_id: int) -> bool:
    """Has the viewer muted the thread in which this post stands?"""
    if viewer.person_id is None:
        return False
    thread = Post.objects.filter(id=post_id).values("thread_id")
    return ThreadMute.objects.filter(person_id=viewer.person_id, thread_id__in=thread).exists()


def deaf_to(people_ids: Collection[int], post_id: int) -> set[int]:
    """Those of `people_ids` who are told nothing of this post's thread; for telling, not for pages."""
    return set(_DEAF.ids(among=list(people_ids), post=post_id))


# Whoever is told of a post is looked for here.
_DEAF = Prepared(
    lambda *, among, post: ThreadMute.objects.filter(
        person_id__in=among, thread_id__in=Post.objects.filter(id=post).values("thread_id")
    ).values_list("person_id", flat=True)
)

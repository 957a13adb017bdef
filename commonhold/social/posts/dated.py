"""Ids of posts that were written before they came here."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.posts.models import Post


def free_id(at: datetime) -> int:
    """An id of that time. Other servers round to seconds, so another run may have given the same one out."""
    while _THERE.ids(post_id=(found := ids.new_id(at))):
        pass
    return found


_THERE = Prepared(lambda *, post_id: Post.objects.filter(id=post_id).values_list("id"))

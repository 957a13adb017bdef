"""Ids of posts that were written before they came here."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground import ids
from commonhold.social.posts.models import Post


def free_id(at: datetime) -> int:
    """An id of that time. Other servers round to seconds, so another run may have given the same one out."""
    while Post.objects.filter(id=(found := ids.new_id(at))).exists():
        pass
    return found

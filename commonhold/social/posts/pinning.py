"""The places on top of somebody's page."""

from __future__ import annotations

from datetime import datetime

from commonhold.social.posts.models import Post, ProfilePin

MOST_PINS = 5


def put_on_top(post: Post, pin_id: int, since: datetime) -> bool:
    """Keep a post on top of its author's page, in the order of pins' ids.

    False where no place is left, or where this pin keeps another post on top.
    """
    pins = ProfilePin.objects.select_for_update().filter(person_id=post.author_id)
    taken = dict(pins.values_list("place", "post_id"))
    if post.id in taken.values():
        return True
    place = next((each for each in range(MOST_PINS) if each not in taken), None)
    if place is None or pins.filter(id=pin_id).exists():
        return False
    ProfilePin.objects.create(id=pin_id, post=post, person_id=post.author_id, place=place, since=since)
    return True

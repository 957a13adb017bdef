"""What somebody keeps on top of her own page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.posts.models import Post, ProfilePin
from commonhold.social.posts.pinned import may_stand_on_top
from commonhold.social.posts.refusals import NotForMany, TooManyPins
from commonhold.social.posts.rows import own_post

MOST_PINS = 5


@transaction.atomic
def pin_post(by: int, *, post_id: int, now: datetime) -> None:
    """Keep one's own post on top of one's page. Doing it again changes nothing.

    Raises NoSuchPost, NotYourPost (as for what one only boosted), PostWasRemoved, NotForMany or TooManyPins.
    """
    post = own_post(by, post_id)
    if not may_stand_on_top(post.audience, post.waits_for_id):
        raise NotForMany
    if not _put_on_top(post, ids.new_id(now), now):
        raise TooManyPins(MOST_PINS)


def pin_again(post: Post, pin_id: int, since: datetime) -> None:
    """Put back a pin that went with its post, among the others where it was, if there is a place for it."""
    _put_on_top(post, pin_id, since)


@transaction.atomic
def unpin_post(by: int, *, post_id: int, now: datetime) -> None:
    """Take it down from there; harmless when it was not. Raises NoSuchPost, NotYourPost or PostWasRemoved."""
    own_post(by, post_id)
    ProfilePin.objects.filter(post_id=post_id).delete()


def _put_on_top(post: Post, pin_id: int, since: datetime) -> bool:
    """Does it stand on top now?"""
    pins = ProfilePin.objects.select_for_update().filter(person_id=post.author_id)
    taken = dict(pins.values_list("place", "post_id"))
    if post.id in taken.values():
        return True
    place = next((each for each in range(MOST_PINS) if each not in taken), None)
    if place is None:
        return False
    ProfilePin.objects.create(id=pin_id, post=post, person_id=post.author_id, place=place, since=since)
    return True

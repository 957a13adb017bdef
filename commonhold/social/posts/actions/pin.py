"""What somebody keeps on top of her own page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.posts.models import ProfilePin
from commonhold.social.posts.pinned import may_stand_on_top
from commonhold.social.posts.pinning import MOST_PINS, put_on_top
from commonhold.social.posts.refusals import NotForMany, TooManyPins
from commonhold.social.posts.rows import own_post


@transaction.atomic
def pin_post(by: int, *, post_id: int, now: datetime) -> None:
    """Keep one's own post on top of one's page. Doing it again changes nothing.

    Raises NoSuchPost, NotYourPost (as for what one only boosted), PostWasRemoved, NotForMany or TooManyPins.
    """
    post = own_post(by, post_id)
    if not may_stand_on_top(post.audience, post.waits_for_id):
        raise NotForMany
    if not put_on_top(post, ids.new_id(now), now):
        raise TooManyPins(MOST_PINS)


@transaction.atomic
def unpin_post(by: int, *, post_id: int, now: datetime) -> None:
    """Take it down from there; harmless when it was not. Raises NoSuchPost, NotYourPost or PostWasRemoved."""
    own_post(by, post_id)
    ProfilePin.objects.filter(post_id=post_id).delete()

"""What somebody keeps on top of her own page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people.queries import remote_among
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts.models import Post, ProfilePin
from commonhold.social.posts.news import PostPinned
from commonhold.social.posts.pinned import FOR_MANY, may_stand_on_top
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
    news.publish(PostPinned(post_id=post_id, person_id=by, is_kept=True), now=now)


@transaction.atomic
def pin_arrived(by: int, *, post_ids: Sequence[int], now: datetime) -> None:
    """What somebody elsewhere keeps on top of her page now, first to last; what is not hers is left out.

    Raises NoSuchPerson for people of ours.
    """
    if not remote_among([by]):
        raise NoSuchPerson
    rows = Post.objects.filter(id__in=post_ids, author_id=by, removed_at=None, audience__in=FOR_MANY)
    theirs = {each.id: each for each in rows}
    wanted = [each for each in dict.fromkeys(post_ids) if each in theirs][:MOST_PINS]
    pins = ProfilePin.objects.select_for_update().filter(person_id=by)
    # What is shown first was pinned last.
    if list(pins.order_by("-id").values_list("post_id", flat=True)) != wanted:
        pins.delete()
        for post_id in reversed(wanted):
            put_on_top(theirs[post_id], ids.new_id(now), now)


@transaction.atomic
def unpin_post(by: int, *, post_id: int, now: datetime) -> None:
    """Take it down from there; harmless when it was not. Raises NoSuchPost, NotYourPost or PostWasRemoved."""
    own_post(by, post_id)
    taken_down, _rows = ProfilePin.objects.filter(post_id=post_id).delete()
    if taken_down:
        news.publish(PostPinned(post_id=post_id, person_id=by, is_kept=False), now=now)

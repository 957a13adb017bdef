"""Thanks and favourites, given and taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.ground.writes import Delete, Insert
from commonhold.social.people import queries as people
from commonhold.social.posts.models import Favourite, Thanks
from commonhold.social.posts.news import PostFavourited, PostUnfavourited, ThanksGiven, ThanksWithdrawn
from commonhold.social.posts.refusals import ThanksToOneself, ThanksToTheCoop
from commonhold.social.posts.rows import seen


@transaction.atomic
def thank_author(by: int, *, post_id: int, now: datetime) -> None:
    """Thank for a post, once. How many did is public; who did, only its author learns.

    Raises NoSuchPost, PostWasRemoved, ThanksToOneself or ThanksToTheCoop.
    """
    people.must_be_active(by)
    post = seen(by, post_id)
    human = people.same_human(by)
    if post.author_id in human:
        raise ThanksToOneself
    if post.author_id == people.coop_account_id():
        raise ThanksToTheCoop
    if Thanks.objects.filter(post_id=post.id, person_id__in=human).exclude(person_id=by).exists():
        return  # thanked already as the other profile: a human thanks once
    if _THANKS.unless_there(id=ids.new_id(now), post_id=post.id, person_id=by, given_at=now):
        news.publish(ThanksGiven(post_id=post.id, author_id=post.author_id, person_id=by), now=now)


@transaction.atomic
def withdraw_thanks(by: int, *, post_id: int, now: datetime) -> None:
    """Take thanks back; harmless when there were none."""
    people.must_be_active(by)
    taken, _rows = Thanks.objects.filter(post_id=post_id, person_id=by).delete()
    if taken:
        news.publish(ThanksWithdrawn(post_id=post_id, person_id=by), now=now)


@transaction.atomic
def favourite_post(by: int, *, post_id: int, now: datetime) -> None:
    """Like a post, once. Raises NoSuchPost or PostWasRemoved."""
    people.must_be_active(by)
    post = seen(by, post_id)
    if _FAVOURITES.unless_there(id=ids.new_id(now), post_id=post.id, person_id=by, given_at=now):
        news.publish(PostFavourited(post_id=post.id, author_id=post.author_id, person_id=by), now=now)


@transaction.atomic
def unfavourite_post(by: int, *, post_id: int, now: datetime) -> None:
    """Like it no more; harmless when one did not."""
    people.must_be_active(by)
    if _UNFAVOURITE.run(post_id=post_id, person_id=by):
        news.publish(PostUnfavourited(post_id=post_id, person_id=by), now=now)


_FAVOURITES, _THANKS = Insert(Favourite), Insert(Thanks)
_UNFAVOURITE = Delete(
    lambda *, post_id, person_id: Favourite.objects.filter(post_id=post_id, person_id=person_id)
)

"""Passing a post on to those who follow one, and taking that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Delete, Insert
from commonhold.social.people import queries as people
from commonhold.social.posts.models import Afterwards, Audience, Boost
from commonhold.social.posts.news import PostBoosted, PostUnboosted
from commonhold.social.posts.refusals import NotForEverybody
from commonhold.social.posts.rows import seen


@transaction.atomic
def boost_post(by: int, *, post_id: int, now: datetime) -> None:
    """Pass on what is for everybody, once. Raises NoSuchPost, PostWasRemoved or NotForEverybody."""
    people.must_be_active(by)
    post = seen(by, post_id)
    if post.audience not in (Audience.PUBLIC, Audience.UNLISTED) or post.waits_for_id is not None:
        raise NotForEverybody
    if _BOOSTS.unless_there(id=ids.new_id(now), post_id=post.id, person_id=by, given_at=now):
        news.publish(PostBoosted(post_id=post.id, author_id=post.author_id, person_id=by), now=now)


@transaction.atomic
def unboost_post(by: int, *, post_id: int, now: datetime) -> None:
    """Pass it on no more; harmless when one did not."""
    people.must_be_active(by)
    boost_id = next(iter(_BOOSTED.ids(post=post_id, by=by)), None)
    if boost_id is not None and _UNBOOST.run(post_id=post_id, person_id=by):
        Afterwards.objects.create(
            id=ids.new_id(now),
            what=Afterwards.What.UNBOOSTED,
            post_id=post_id,
            person_id=by,
            boost_id=boost_id,
        )
        news.publish(PostUnboosted(post_id=post_id, person_id=by, boost_id=boost_id), now=now)


_BOOSTS = Insert(Boost)
_BOOSTED = Prepared(lambda *, post, by: Boost.objects.filter(post_id=post, person_id=by).values_list("id"))
_UNBOOST = Delete(lambda *, post_id, person_id: Boost.objects.filter(post_id=post_id, person_id=person_id))

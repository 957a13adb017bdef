"""Whom somebody reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people import queries
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.news import FollowAccepted, Followed, Unfollowed
from commonhold.social.people.refusals import FollowsNot, FollowsOneself, NoSuchPerson, NotAsked


@transaction.atomic
def follow(by: int, *, person_id: int, now: datetime) -> bool:
    """Follow somebody, or ask to. Is it accepted? Following twice is following once.

    Raises NoSuchPerson or FollowsOneself.
    """
    queries.must_be_active(by)
    if by == person_id:
        raise FollowsOneself
    followed = Person.objects.filter(id=person_id, removed_at=None).first()
    if followed is None or are_apart(by, person_id):
        raise NoSuchPerson
    accepted_at = None if followed.approves_followers else now
    row, is_new = Follow.objects.get_or_create(
        follower_id=by,
        followed=followed,
        defaults={"id": ids.new_id(now), "asked_at": now, "accepted_at": accepted_at},
    )
    accepted = row.accepted_at is not None
    if is_new:
        news.publish(Followed(follower_id=by, followed_id=person_id, accepted=accepted), now=now)
    return accepted


@transaction.atomic
def accept_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Let `person_id`, who asked, follow `by`. Raises NotAsked when no request waits."""
    queries.must_be_active(by)
    waiting = Follow.objects.filter(follower_id=person_id, followed_id=by, accepted_at=None)
    if not waiting.update(accepted_at=now):
        raise NotAsked
    news.publish(FollowAccepted(follower_id=person_id, followed_id=by), now=now)


@transaction.atomic
def decline_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Turn a request down; harmless when none waits. She isn't told; she may ask again."""
    queries.must_be_active(by)
    waiting = Follow.objects.filter(follower_id=person_id, followed_id=by, accepted_at=None)
    _end(waiting, follower_id=person_id, followed_id=by, now=now)


@transaction.atomic
def remove_follower(by: int, *, person_id: int, now: datetime) -> None:
    """Let somebody follow `by` no more; harmless when she does not. She isn't told; she may follow again."""
    queries.must_be_active(by)
    following = Follow.objects.filter(follower_id=person_id, followed_id=by)
    _end(following, follower_id=person_id, followed_id=by, now=now)


@transaction.atomic
def unfollow(by: int, *, person_id: int, now: datetime) -> None:
    """Stop following, or take the request back; harmless when there was none."""
    queries.must_be_active(by)
    mine = Follow.objects.filter(follower_id=by, followed_id=person_id)
    _end(mine, follower_id=by, followed_id=person_id, now=now)


@transaction.atomic
def choose_bell(by: int, *, person_id: int, rings: bool) -> None:
    """Be told of each new post of somebody whom one follows or asked to, or no more. Raises FollowsNot."""
    queries.must_be_active(by)
    mine = Follow.objects.filter(follower_id=by, followed_id=person_id)
    if not mine.update(has_bell=rings) and rings:
        raise FollowsNot


def _end(rows: QuerySet[Follow], *, follower_id: int, followed_id: int, now: datetime) -> None:
    ended, _rows = rows.delete()
    if ended:
        news.publish(Unfollowed(follower_id=follower_id, followed_id=followed_id), now=now)

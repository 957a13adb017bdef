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
    queries.must_be_here(by)
    if by == person_id:
        raise FollowsOneself
    followed = Person.objects.filter(id=person_id, removed_at=None).first()
    if followed is None or are_apart(by, person_id):
        raise NoSuchPerson
    # Somebody of another server accepts by herself, whatever is known of her here.
    accepted_at = None if followed.approves_followers or followed.domain else now
    row, is_new = Follow.objects.get_or_create(
        follower_id=by,
        followed=followed,
        defaults={"id": ids.new_id(now), "asked_at": now, "accepted_at": accepted_at},
    )
    accepted = row.accepted_at is not None
    if is_new:
        news.publish(Followed(follower_id=by, followed_id=person_id, accepted=accepted), now=now)
    elif accepted and queries.remote_among([by]):
        # Her server asks once more: it missed our answer.
        news.publish(FollowAccepted(follower_id=by, followed_id=person_id), now=now)
    return accepted


@transaction.atomic
def accept_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Let `person_id`, who asked, follow `by`. Raises NotAsked when no request waits."""
    queries.must_be_here(by)
    waiting = Follow.objects.filter(follower_id=person_id, followed_id=by, accepted_at=None)
    if not waiting.update(accepted_at=now):
        raise NotAsked
    news.publish(FollowAccepted(follower_id=person_id, followed_id=by), now=now)


@transaction.atomic
def decline_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Turn a request down; harmless when none waits. She isn't told; she may ask again."""
    queries.must_be_here(by)
    waiting = Follow.objects.filter(follower_id=person_id, followed_id=by, accepted_at=None)
    _end(waiting, follower_id=person_id, followed_id=by, by=by, now=now)


@transaction.atomic
def remove_follower(by: int, *, person_id: int, now: datetime) -> None:
    """Let somebody follow `by` no more; harmless when she does not. She isn't told; she may follow again."""
    queries.must_be_here(by)
    following = Follow.objects.filter(follower_id=person_id, followed_id=by)
    _end(following, follower_id=person_id, followed_id=by, by=by, now=now)


@transaction.atomic
def unfollow(by: int, *, person_id: int, now: datetime) -> None:
    """Stop following, or take the request back; harmless when there was none."""
    queries.must_be_here(by)
    mine = Follow.objects.filter(follower_id=by, followed_id=person_id)
    _end(mine, follower_id=by, followed_id=person_id, by=by, now=now)


@transaction.atomic
def follow_where_she_went(person_id: int, *, moved_to: int, now: datetime) -> int:
    """Have those of this server who follow somebody follow her under her new address; how many do.

    Whoever is kept from her there follows her no more at all.
    """
    moved = 0
    for follower in queries.followers_here(person_id):
        try:
            with transaction.atomic():
                follow(follower, person_id=moved_to, now=now)
            moved += 1
        except (FollowsOneself, NoSuchPerson):
            pass
        unfollow(follower, person_id=person_id, now=now)
    return moved


@transaction.atomic
def settle_follow(by: int, *, person_id: int, now: datetime) -> None:
    """Another server counts `by` among the followers of somebody there.

    If she asked to follow, that was the answer; if she follows no longer, it is told so again. Raises
    NoSuchPerson.
    """
    if not Person.objects.filter(id=by, domain="").exists():
        raise NoSuchPerson
    row = Follow.objects.filter(follower_id=by, followed_id=person_id).first()
    if row is None:
        news.publish(Unfollowed(follower_id=by, followed_id=person_id), now=now)
    elif row.accepted_at is None:
        accept_follow(person_id, person_id=by, now=now)


@transaction.atomic
def choose_bell(by: int, *, person_id: int, rings: bool) -> None:
    """Be told of each new post of somebody whom one follows or asked to, or no more. Raises FollowsNot."""
    queries.must_be_here(by)
    mine = Follow.objects.filter(follower_id=by, followed_id=person_id)
    if not mine.update(has_bell=rings) and rings:
        raise FollowsNot


def _end(rows: QuerySet[Follow], *, follower_id: int, followed_id: int, by: int, now: datetime) -> None:
    follow_id = rows.values_list("id", flat=True).first()
    ended, _rows = rows.delete()
    if ended:
        told = Unfollowed(
            follower_id=follower_id, followed_id=followed_id, follow_id=follow_id or 0, by_id=by
        )
        news.publish(told, now=now)

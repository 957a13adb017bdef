"""How somebody keeps others away. Nobody is told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people import queries
from commonhold.social.people.models import Block, BoostsHidden, Follow, Mute, Person, ServerBlock
from commonhold.social.people.news import Blocked, Unblocked, Unfollowed
from commonhold.social.people.refusals import (
    KeepsOneselfAway,
    NoSuchPerson,
    NoSuchServer,
    StrangeEnd,
    TooManyKeptAway,
)

LONGEST_MUTE = timedelta(days=366)
_MOST = 5000
_DOMAIN = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@transaction.atomic
def block(by: int, *, person_id: int, now: datetime) -> None:
    """Hide `by` and somebody from each other, and end their follows both ways. Twice is once.

    Raises NoSuchPerson, KeepsOneselfAway or TooManyKeptAway.
    """
    _other(by, person_id)
    _room_for_another(Block.objects.filter(person_id=by).count())
    row, is_new = Block.objects.get_or_create(
        person_id=by, blocked_id=person_id, defaults={"id": ids.new_id(now), "since": now}
    )
    both_ways = Q(follower_id=by, followed_id=person_id) | Q(follower_id=person_id, followed_id=by)
    _end_follows(by, both_ways, now)
    Mute.objects.filter(person_id=by, muted_id=person_id).delete()  # a block does all that a mute does
    if is_new:
        news.publish(Blocked(person_id=by, blocked_id=person_id, block_id=row.id), now=now)


@transaction.atomic
def unblock(by: int, *, person_id: int, now: datetime) -> None:
    """End one's own block; follows stay ended. Harmless when there was none."""
    queries.must_be_here(by)
    row = Block.objects.filter(person_id=by, blocked_id=person_id).first()
    if row is not None:
        ended = Unblocked(person_id=by, blocked_id=person_id, block_id=row.id)
        row.delete()
        news.publish(ended, now=now)


@transaction.atomic
def mute(
    by: int,
    *,
    person_id: int,
    until: datetime | None = None,
    hides_notifications: bool = True,
    now: datetime,
) -> None:
    """Read nothing of somebody in feeds, for good or until then. Again changes the end.

    Raises NoSuchPerson, KeepsOneselfAway, StrangeEnd or TooManyKeptAway.
    """
    _other(by, person_id)
    if until is not None and not now < until <= now + LONGEST_MUTE:
        raise StrangeEnd
    _room_for_another(Mute.objects.filter(person_id=by).count())
    wanted = {"since": now, "until": until, "hides_notifications": hides_notifications}
    Mute.objects.update_or_create(
        person_id=by, muted_id=person_id, defaults=wanted, create_defaults={"id": ids.new_id(now), **wanted}
    )


@transaction.atomic
def unmute(by: int, *, person_id: int, now: datetime) -> None:
    """Read her again; harmless when she was not muted."""
    queries.must_be_here(by)
    Mute.objects.filter(person_id=by, muted_id=person_id).delete()


@transaction.atomic
def hide_boosts(by: int, *, person_id: int, now: datetime) -> None:
    """Read what somebody writes, and not what she boosts. Twice is once.

    Raises NoSuchPerson or KeepsOneselfAway.
    """
    _other(by, person_id)
    BoostsHidden.objects.get_or_create(
        person_id=by, of_id=person_id, defaults={"id": ids.new_id(now), "since": now}
    )


@transaction.atomic
def show_boosts(by: int, *, person_id: int, now: datetime) -> None:
    """Read what she boosts again; harmless when it was not hidden."""
    queries.must_be_here(by)
    BoostsHidden.objects.filter(person_id=by, of_id=person_id).delete()


@transaction.atomic
def block_server(by: int, *, domain: str, now: datetime) -> None:
    """Meet nobody of another server any more; follows with its people end both ways.

    Raises NoSuchServer or TooManyKeptAway.
    """
    queries.must_be_here(by)
    domain = domain.strip().lower().rpartition("@")[2].rstrip(".")
    if not _DOMAIN.fullmatch(domain):
        raise NoSuchServer
    _room_for_another(ServerBlock.objects.filter(person_id=by).count())
    ServerBlock.objects.get_or_create(
        person_id=by, domain=domain, defaults={"id": ids.new_id(now), "since": now}
    )
    theirs = Q(follower_id=by, followed__domain=domain) | Q(follower__domain=domain, followed_id=by)
    _end_follows(by, theirs, now)


@transaction.atomic
def unblock_server(by: int, *, domain: str, now: datetime) -> None:
    """Meet its people again; follows stay ended. Harmless when it was not blocked."""
    queries.must_be_here(by)
    ServerBlock.objects.filter(person_id=by, domain=domain.strip().lower()).delete()


def _end_follows(by: int, which: Q, now: datetime) -> None:
    rows = list(Follow.objects.filter(which))
    Follow.objects.filter(id__in=[row.id for row in rows]).delete()
    for row in rows:
        told = Unfollowed(
            follower_id=row.follower_id, followed_id=row.followed_id, follow_id=row.id, by_id=by
        )
        news.publish(told, now=now)


def _other(by: int, person_id: int) -> None:
    """Somebody else who is here, whether or not she can be found: she may have blocked first."""
    queries.must_be_here(by)
    if by == person_id:
        raise KeepsOneselfAway
    if not Person.objects.filter(id=person_id, removed_at=None).exists():
        raise NoSuchPerson


def _room_for_another(count: int) -> None:
    if count >= _MOST:
        raise TooManyKeptAway(_MOST)

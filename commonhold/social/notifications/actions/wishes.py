"""What somebody wants to be told, how, and of whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from commonhold.ground import ids
from commonhold.social.notifications.kinds import Way, kinds
from commonhold.social.notifications.models import KindWish, Notification, StrangerWish, Welcome
from commonhold.social.notifications.refusals import NobodyAsked, NoSuchKind, NoSuchWish
from commonhold.social.people import queries as people


@transaction.atomic
def choose_ways(by: int, *, ways: Mapping[str, Collection[Way]], now: datetime) -> None:
    """By which ways `by` is told of each kind; kinds that are not named stay. Raises NoSuchKind."""
    people.must_be_here(by)
    if set(ways) - {each.code for each in kinds()}:
        raise NoSuchKind
    rows = [
        KindWish(
            id=ids.new_id(now),
            person_id=by,
            kind=kind,
            here=Way.HERE in chosen,
            push=Way.PUSH in chosen,
            mail=Way.MAIL in chosen,
            since=now,
        )
        for kind, chosen in ways.items()
    ]
    KindWish.objects.filter(person_id=by, kind__in=ways).delete()
    KindWish.objects.bulk_create(rows)


@transaction.atomic
def keep_apart(by: int, *, strangers: str, newcomers: str, now: datetime) -> None:
    """What `by` wants of people whom she doesn't follow, and of new accounts: "accept" or "apart".

    Raises NoSuchWish.
    """
    people.must_be_here(by)
    if {strangers, newcomers} - set(StrangerWish.Answer):
        raise NoSuchWish
    chosen = {"strangers": strangers, "newcomers": newcomers, "since": now}
    StrangerWish.objects.update_or_create(person_id=by, defaults=chosen)


@transaction.atomic
def welcome_stranger(by: int, *, person_id: int, now: datetime) -> None:
    """Hear of this person from now on; what waits among the requests comes in. Raises NobodyAsked."""
    waiting = _requests(by, person_id)
    if not waiting.update(box=Notification.Box.INBOX):
        raise NobodyAsked
    Welcome.objects.bulk_create(
        [Welcome(id=ids.new_id(now), person_id=by, stranger_id=person_id, since=now)], ignore_conflicts=True
    )


@transaction.atomic
def welcome_strangers(by: int, *, people_ids: Collection[int], now: datetime) -> None:
    """Hear of all these people from now on. Whoever has nothing waiting is passed over."""
    for person_id in people_ids:
        if _requests(by, person_id).exists():
            welcome_stranger(by, person_id=person_id, now=now)


@transaction.atomic
def dismiss_strangers(by: int, *, people_ids: Collection[int]) -> None:
    """Throw away what waits from all these people; they aren't told, and may ask again."""
    Notification.objects.filter(person_id=by, actor_id__in=people_ids, box=Notification.Box.REQUESTS).delete()


@transaction.atomic
def dismiss_stranger(by: int, *, person_id: int) -> None:
    """Throw away what waits from this person; she isn't told, and may ask again. Raises NobodyAsked."""
    if not _requests(by, person_id).delete()[0]:
        raise NobodyAsked


def _requests(by: int, person_id: int) -> QuerySet[Notification]:
    return Notification.objects.filter(person_id=by, actor_id=person_id, box=Notification.Box.REQUESTS)

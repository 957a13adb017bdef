"""Who else somebody of ours is, and moving away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.actors.models import Alias, Moved, RemoteActor
from commonhold.social.actors.news import PersonMoved
from commonhold.social.actors.refusals import (
    DoesNotNameYou,
    MovedAlready,
    NotElsewhere,
    TooManyAliases,
)
from commonhold.social.people import actions as people_actions
from commonhold.social.people import queries as people
from commonhold.social.people.news import PersonDescribed

MOST_ALIASES = 10


@transaction.atomic
def name_alias(by: int, *, person_id: int, now: datetime) -> None:
    """Say that one is also this person of another server, so that she may move here. Twice is once.

    Raises NotElsewhere or TooManyAliases.
    """
    people.must_be_active(by)
    known = RemoteActor.objects.filter(person_id=person_id, gone_at=None).select_related("person").first()
    if known is None:
        raise NotElsewhere
    mine = Alias.objects.filter(person_id=by)
    if mine.filter(uri=known.uri).exists():
        return
    if mine.count() >= MOST_ALIASES:
        raise TooManyAliases(MOST_ALIASES)
    called = known.person.address[:300]
    Alias.objects.get_or_create(
        person_id=by, uri=known.uri, defaults={"id": ids.new_id(now), "called": called, "since": now}
    )
    news.publish(PersonDescribed(person_id=by), now=now)


@transaction.atomic
def drop_alias(by: int, *, alias_id: int, now: datetime) -> None:
    """Say it no more; harmless when one did not."""
    people.must_be_active(by)
    dropped, _rows = Alias.objects.filter(id=alias_id, person_id=by).delete()
    if dropped:
        news.publish(PersonDescribed(person_id=by), now=now)


@transaction.atomic
def move_away(by: int, *, target_id: int, own_uri: str, now: datetime) -> None:
    """Live elsewhere from now on: who follows `by` is led there, and her page says where she went.

    `own_uri` is what `by` is called; the page elsewhere must name it, or anybody could be sent anywhere.
    What she wrote stays, and so does her membership. Raises NotElsewhere, DoesNotNameYou or MovedAlready.
    """
    people.must_be_active(by)
    target = RemoteActor.objects.filter(person_id=target_id, gone_at=None).select_related("person").first()
    if target is None:
        raise NotElsewhere
    if own_uri not in target.also_known_as:
        raise DoesNotNameYou(target.person.address)
    _row, is_new = Moved.objects.get_or_create(
        person_id=by, defaults={"target_id": target_id, "moved_at": now}
    )
    if not is_new:
        raise MovedAlready
    news.publish(PersonMoved(person_id=by, target_id=target_id), now=now)
    news.publish(PersonDescribed(person_id=by), now=now)
    people_actions.follow_where_she_went(by, moved_to=target_id, now=now)


@transaction.atomic
def come_back(by: int, *, now: datetime) -> None:
    """One's page says no more that one lives elsewhere; who was led away stays there. Harmless when here."""
    people.must_be_active(by)
    ended, _rows = Moved.objects.filter(person_id=by).delete()
    if ended:
        news.publish(PersonDescribed(person_id=by), now=now)

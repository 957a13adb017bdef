"""Readers subscribe to labelers, and choose what each of their words does. Nobody else learns of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.labels.models import Labeler, Subscription
from commonhold.social.labels.refusals import NoSuchAct, NoSuchLabeler, TooManySubscriptions
from commonhold.social.labels.shape import Act, values_in
from commonhold.social.people import queries as people

MOST = 20


@transaction.atomic
def subscribe(by: int, *, labeler_id: int, now: datetime) -> None:
    """Read a labeler from now on: each of its words shows. Twice is once.

    Raises NoSuchLabeler or TooManySubscriptions.
    """
    people.must_be_here(by)
    _must_be_open(labeler_id)
    mine = Subscription.objects.select_for_update().filter(person_id=by)
    if mine.filter(labeler_id=labeler_id).exists():
        return
    if mine.count() >= MOST:
        raise TooManySubscriptions(MOST)
    Subscription.objects.create(id=ids.new_id(now), person_id=by, labeler_id=labeler_id, since=now)


@transaction.atomic
def choose(by: int, *, labeler_id: int, choices: Mapping[str, str], now: datetime) -> None:
    """What each of a labeler's words does for her; what is not named shows. Subscribes who has not.

    Raises NoSuchLabeler, NoSuchAct or TooManySubscriptions.
    """
    labeler = _must_be_open(labeler_id)
    known = {each.value for each in values_in(labeler.values)}
    if not set(choices) <= known or not set(choices.values()) <= set(Act):
        raise NoSuchAct
    subscribe(by, labeler_id=labeler_id, now=now)
    Subscription.objects.filter(person_id=by, labeler_id=labeler_id).update(choices=dict(choices))


@transaction.atomic
def unsubscribe(by: int, *, labeler_id: int, now: datetime) -> None:
    """Read it no more; harmless when she did not."""
    people.must_be_here(by)
    Subscription.objects.filter(person_id=by, labeler_id=labeler_id).delete()


def _must_be_open(labeler_id: int) -> Labeler:
    row = Labeler.objects.filter(id=labeler_id, closed_at=None).first()
    if row is None:
        raise NoSuchLabeler
    return row

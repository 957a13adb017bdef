"""How collections are made, and how each person in one says yes, no or no longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.ground.refusal import Refusal
from commonhold.social.collections.models import Collection, Inclusion
from commonhold.social.collections.news import InclusionAccepted, InclusionAsked, QuestionClosed
from commonhold.social.collections.refusals import (
    AskedAlready,
    CollectionIsFull,
    NobodyAskedYou,
    NoSuchCollection,
    NotYourCollection,
    SaidNo,
    SummaryTooLong,
    TitleLength,
    TooManyAtOnce,
    TooManyCollections,
)
from commonhold.social.people import actions as people_actions
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST_TITLE, LONGEST_SUMMARY = 80, 500
MOST_COLLECTIONS, MOST_PEOPLE = 20, 150
#: How many people a new collection may ask in one transaction.
MOST_AT_ONCE = 25
_State = Inclusion.State


@transaction.atomic
def make_collection(
    by: int, *, title: str, summary: str = "", people_ids: Sequence[int] = (), now: datetime
) -> int:
    """Make a collection and ask these people into it; return its id.

    Raises TitleLength, SummaryTooLong, TooManyCollections, TooManyAtOnce, and what `ask_to_include` raises.
    """
    people.must_be_active(by)
    if len(people_ids) > MOST_AT_ONCE:
        raise TooManyAtOnce(MOST_AT_ONCE)
    title, summary = _checked(title, summary)
    if Collection.objects.select_for_update().filter(curator_id=by).count() >= MOST_COLLECTIONS:
        raise TooManyCollections(MOST_COLLECTIONS)
    row = Collection.objects.create(
        id=ids.new_id(now), curator_id=by, title=title, summary=summary, made_at=now
    )
    for each in dict.fromkeys(people_ids):
        ask_to_include(by, collection_id=row.id, person_id=each, now=now)
    return row.id


@transaction.atomic
def change_collection(by: int, *, collection_id: int, title: str, summary: str, now: datetime) -> None:
    """Say differently what it is. Raises NoSuchCollection, NotYourCollection, TitleLength, SummaryTooLong."""
    row = _own(by, collection_id)
    row.title, row.summary = _checked(title, summary)
    row.save(update_fields=["title", "summary"])


@transaction.atomic
def delete_collection(by: int, *, collection_id: int, now: datetime) -> None:
    """Delete it for good; nobody's follows change. Raises NoSuchCollection or NotYourCollection."""
    row = _own(by, collection_id)
    for each in row.inclusions.filter(state=_State.ASKED):
        _close(row, each, now)
    row.delete()


@transaction.atomic
def ask_to_include(by: int, *, collection_id: int, person_id: int, now: datetime) -> None:
    """Ask somebody whether she may be shown; oneself need not be asked.

    Raises NoSuchCollection, NotYourCollection, NoSuchPerson, NoHuman, AskedAlready, SaidNo or
    CollectionIsFull.
    """
    row = _own(by, collection_id)
    person = people.person(Viewer(by), person_id)
    people.must_be_human(person_id)
    known = row.inclusions.filter(person_id=person_id).first()
    if known is not None and known.state in {_State.ASKED, _State.ACCEPTED}:
        raise AskedAlready(person.name)
    if known is not None and person_id != by:
        raise SaidNo(person.name)
    if row.inclusions.filter(state__in=[_State.ASKED, _State.ACCEPTED]).count() >= MOST_PEOPLE:
        raise CollectionIsFull(MOST_PEOPLE)
    said = {"state": _State.ACCEPTED if person_id == by else _State.ASKED, "since": now}
    row.inclusions.update_or_create(
        person_id=person_id, defaults=said, create_defaults={"id": ids.new_id(now), **said}
    )
    if person_id != by:
        asked = InclusionAsked(collection_id=row.id, title=row.title, curator_id=by, person_id=person_id)
        news.publish(asked, now=now)


@transaction.atomic
def take_out(by: int, *, collection_id: int, person_id: int, now: datetime) -> None:
    """Show or ask somebody no more; harmless when she was not there. What she refused stays refused.

    Raises NoSuchCollection or NotYourCollection.
    """
    row = _own(by, collection_id)
    there = row.inclusions.filter(person_id=person_id, state__in=[_State.ASKED, _State.ACCEPTED]).first()
    if there is not None:
        _close(row, there, now)
        there.delete()


@transaction.atomic
def accept_inclusion(by: int, *, collection_id: int, now: datetime) -> None:
    """Agree to be shown. Raises NoSuchCollection or NobodyAskedYou."""
    row, asked = _mine(by, collection_id, _State.ASKED)
    _change(asked, _State.ACCEPTED, now)
    _close(row, asked, now)
    accepted = InclusionAccepted(
        collection_id=row.id, title=row.title, curator_id=row.curator_id, person_id=by
    )
    news.publish(accepted, now=now)


@transaction.atomic
def decline_inclusion(by: int, *, collection_id: int, now: datetime) -> None:
    """Don't agree; nobody is told, and one isn't asked again. Raises NoSuchCollection or NobodyAskedYou."""
    row, asked = _mine(by, collection_id, _State.ASKED)
    _change(asked, _State.DECLINED, now)
    _close(row, asked, now)


@transaction.atomic
def withdraw_inclusion(by: int, *, collection_id: int, now: datetime) -> None:
    """Be shown no longer, at any time, for any reason. Raises NoSuchCollection or NobodyAskedYou."""
    _row, accepted = _mine(by, collection_id, _State.ACCEPTED)
    _change(accepted, _State.WITHDRAWN, now)


@transaction.atomic
def follow_all(by: int, *, collection_id: int, now: datetime) -> int:
    """Follow, or ask to follow, everybody shown; return how many are new. Raises NoSuchCollection.

    Whoever can't be followed by `by` is left out in silence.
    """
    people.must_be_active(by)
    row = _one(collection_id)
    shown = row.inclusions.filter(state=_State.ACCEPTED, person__removed_at=None).order_by("id")
    wanted = [each for each in shown.values_list("person_id", flat=True) if each != by]
    known = people.followed_among(Viewer(by), wanted)
    return sum(_follow(by, each, now) for each in wanted if each not in known)


def _follow(by: int, person_id: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            people_actions.follow(by, person_id=person_id, now=now)
    except Refusal:
        return False
    return True


def _one(collection_id: int) -> Collection:
    row = Collection.objects.select_for_update().filter(id=collection_id).first()
    if row is None:
        raise NoSuchCollection
    return row


def _own(by: int, collection_id: int) -> Collection:
    people.must_be_active(by)
    row = _one(collection_id)
    if row.curator_id != by:
        raise NotYourCollection
    return row


def _mine(by: int, collection_id: int, state: Inclusion.State) -> tuple[Collection, Inclusion]:
    people.must_be_active(by)
    row = _one(collection_id)
    found = row.inclusions.filter(person_id=by, state=state).first()
    if found is None:
        raise NobodyAskedYou
    return row, found


def _change(row: Inclusion, state: Inclusion.State, now: datetime) -> None:
    row.state, row.since = state, now
    row.save(update_fields=["state", "since"])


def _close(row: Collection, each: Inclusion, now: datetime) -> None:
    closed = QuestionClosed(collection_id=row.id, curator_id=row.curator_id, person_id=each.person_id)
    news.publish(closed, now=now)


def _checked(title: str, summary: str) -> tuple[str, str]:
    title, summary = " ".join(title.split()), summary.strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    if len(summary) > LONGEST_SUMMARY:
        raise SummaryTooLong(LONGEST_SUMMARY)
    return title, summary

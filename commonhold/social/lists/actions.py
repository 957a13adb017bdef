"""How somebody keeps her lists."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.lists.models import List, Listing
from commonhold.social.lists.refusals import (
    ListIsFull,
    NoSuchList,
    NotFollowed,
    StrangeAnswers,
    TitleLength,
    TooManyAtOnce,
    TooManyLists,
)
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST_TITLE, MOST_LISTS, MOST_PEOPLE = 100, 50, 1000
#: How many are put on a list in one transaction.
MOST_AT_ONCE = 100


@transaction.atomic
def make_list(
    by: int,
    *,
    title: str,
    is_exclusive: bool = False,
    answers: str = List.Answers.LISTED,
    now: datetime,
) -> int:
    """Make an empty list; return its id. Raises TitleLength, StrangeAnswers or TooManyLists."""
    people.must_be_here(by)
    title, answers = _checked(title), _known(answers)
    if List.objects.select_for_update().filter(owner_id=by).count() >= MOST_LISTS:
        raise TooManyLists(MOST_LISTS)
    row = List.objects.create(
        id=ids.new_id(now), owner_id=by, title=title, is_exclusive=is_exclusive, answers=answers, made_at=now
    )
    return row.id


@transaction.atomic
def change_list(
    by: int, *, list_id: int, title: str, is_exclusive: bool, answers: str | None = None, now: datetime
) -> None:
    """Rename it, and say whether its people are read here alone. `answers` None: as they were.

    Raises NoSuchList, TitleLength or StrangeAnswers.
    """
    row = _own(by, list_id)
    row.title, row.is_exclusive = _checked(title), is_exclusive
    row.answers = _known(row.answers if answers is None else answers)
    row.save(update_fields=["title", "is_exclusive", "answers"])


@transaction.atomic
def delete_list(by: int, *, list_id: int, now: datetime) -> None:
    """Delete it for good; what was written for its people stays with those who wrote it.

    Raises NoSuchList.
    """
    _own(by, list_id).delete()


@transaction.atomic
def put_on_list(by: int, *, list_id: int, person_id: int, now: datetime) -> None:
    """Put somebody on a list whom `by` follows or asked to; she is not told. Twice is once.

    Raises NoSuchList, NoSuchPerson, NotFollowed or ListIsFull.
    """
    row = _own(by, list_id)
    person = people.person(Viewer(by), person_id)
    me = Viewer(by)
    is_followed = people.is_following(me, person_id) or people.has_asked_to_follow(me, person_id)
    if person_id != by and not is_followed:
        raise NotFollowed(person.name)
    if row.listings.count() >= MOST_PEOPLE:
        raise ListIsFull(MOST_PEOPLE)
    Listing.objects.get_or_create(list=row, person_id=person_id, defaults={"id": ids.new_id(now)})


@transaction.atomic
def put_several_on_list(by: int, *, list_id: int, people_ids: Collection[int], now: datetime) -> None:
    """Put all of them on a list, or nobody. Raises TooManyAtOnce, and what `put_on_list` raises."""
    if len(people_ids) > MOST_AT_ONCE:
        raise TooManyAtOnce(MOST_AT_ONCE)
    _own(by, list_id)
    for each in people_ids:
        put_on_list(by, list_id=list_id, person_id=each, now=now)


@transaction.atomic
def take_off_list(by: int, *, list_id: int, person_id: int, now: datetime) -> None:
    """Take somebody off; harmless when she was not on it. Raises NoSuchList."""
    take_several_off_list(by, list_id=list_id, people_ids=[person_id], now=now)


@transaction.atomic
def take_several_off_list(by: int, *, list_id: int, people_ids: Collection[int], now: datetime) -> None:
    """Take all of them off, those who are on it. Raises NoSuchList or TooManyAtOnce."""
    if len(people_ids) > MOST_PEOPLE:
        raise TooManyAtOnce(MOST_PEOPLE)
    _own(by, list_id).listings.filter(person_id__in=people_ids).delete()


def _own(by: int, list_id: int) -> List:
    people.must_be_here(by)
    row = List.objects.select_for_update().filter(id=list_id, owner_id=by).first()
    if row is None:
        raise NoSuchList
    return row


def _checked(title: str) -> str:
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise TitleLength(LONGEST_TITLE)
    return title


def _known(answers: str) -> str:
    if answers not in List.Answers:
        raise StrangeAnswers
    return answers

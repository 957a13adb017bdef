"""Who wants to be told, and by which way: everything that may keep a notification from somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet, TextField, Value

from commonhold.ground.prepared import Prepared
from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Place
from commonhold.social.notifications.kinds import Kind, Way
from commonhold.social.notifications.models import Device, KindWish, Notification, StrangerWish, Welcome
from commonhold.social.people import hiding
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import muting
from commonhold.social.posts.plain import authors_of, said_in

#: How long an account counts as new, for those who keep new accounts apart.
NEW = timedelta(days=30)
_Answer = StrangerWish.Answer


class _Mark(StrEnum):
    """What somebody may have said or done that matters when she is told something."""

    DEAF = "deaf"  # to this actor, or this thread
    FILTERS = "filters"
    WISHES = "wishes"  # for this kind
    PICKY = "picky"  # about strangers
    DEVICES = "devices"


@dataclass(frozen=True)
class Wish:
    """How one person is told of one thing, and whether she has devices that might ring."""

    box: Notification.Box
    ways: frozenset[Way]
    has_devices: bool


def wishes(
    kind: Kind, people_ids: Collection[int], *, actor_id: int | None, post_id: int | None, now: datetime
) -> dict[int, Wish]:
    """How each of `people_ids` is told; who does not want to hear of it at all is missing.

    One statement for most people: more is asked only of those of whom there is more to know.
    """
    marked = _marks_of(people_ids, kind=kind.code, actor_id=actor_id, post_id=post_id)
    deaf = marked[_Mark.DEAF]
    if post_id is not None and marked[_Mark.FILTERS]:
        deaf |= _with_filters_against(marked[_Mark.FILTERS], post_id, now)
    ways = {each: kind.ways for each in people_ids if each not in deaf}
    for person_id, *marks in _CHOSEN.rows(
        people_ids=list(marked[_Mark.WISHES] & ways.keys()), kind=kind.code
    ):
        ways[person_id] = chosen(*marks)
    picky = marked[_Mark.PICKY] & ways.keys()
    apart = set() if actor_id is None or not kind.from_people else _apart(picky, actor_id, now)
    return {
        person_id: Wish(
            box=_box(each, person_id in apart),
            ways=each - {Way.PUSH} if person_id in apart else each,
            has_devices=person_id in marked[_Mark.DEVICES],
        )
        for person_id, each in ways.items()
        if each
    }


def usual_wishes_of_authors(
    kind: Kind, people_ids: Collection[int], *, actor_ids: Collection[int], post_ids: Collection[int]
) -> dict[int, Wish]:
    """The same for those who are told of any of these actors as everybody is; others are missing.

    They wrote the posts that they are told of, so that no filter of theirs matters. One statement, however
    many they are.
    """
    if not kind.ways:
        return {}
    peculiar, with_devices = set[int](), set[int]()
    for person_id, mark in _MARKS_OF_AUTHORS.rows(
        people_ids=sorted(people_ids), kind=kind.code, actor_ids=sorted(actor_ids), post_ids=sorted(post_ids)
    ):
        (with_devices if mark == _Mark.DEVICES else peculiar).add(person_id)
    box = _box(kind.ways, is_apart=False)
    return {
        each: Wish(box=box, ways=kind.ways, has_devices=each in with_devices)
        for each in people_ids
        if each not in peculiar
    }


def _marks_of(
    people_ids: Collection[int], *, kind: str, actor_id: int | None, post_id: int | None
) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    rows = _MARKS.rows(
        people_ids=list(people_ids), kind=kind, actor_ids=[actor_id or 0], post_ids=[post_id or 0]
    )
    for person_id, mark in rows:
        found[mark].add(person_id)
    return found


def _marks(
    *, people_ids: Sequence[int], kind: str, actor_ids: Sequence[int], post_ids: Sequence[int]
) -> QuerySet[Any, Any]:
    # She hears of her own words whatever they are.
    keepers = filters.keepers(people_ids).exclude(owner_id__in=authors_of(post_ids))
    return _marked(people_ids, kind, actor_ids, post_ids, (_Mark.FILTERS, keepers))


def _marks_of_authors(
    *, people_ids: Sequence[int], kind: str, actor_ids: Sequence[int], post_ids: Sequence[int]
) -> QuerySet[Any, Any]:
    return _marked(people_ids, kind, actor_ids, post_ids)


def _marked(
    people_ids: Sequence[int],
    kind: str,
    actor_ids: Sequence[int],
    post_ids: Sequence[int],
    *others: tuple[_Mark, QuerySet[Any, Any]],
) -> QuerySet[Any, Any]:
    deaf = [*hiding.deaf_rows(actor_ids, people_ids), muting.deaf_rows(post_ids, people_ids)]
    hers = {"person_id__in": people_ids}
    marked: list[tuple[_Mark, QuerySet[Any, Any]]] = [
        *((_Mark.DEAF, each) for each in deaf),
        (_Mark.WISHES, KindWish.objects.filter(**hers, kind=kind).values_list("person_id")),
        (_Mark.PICKY, _picky(people_ids).values_list("person_id")),
        (_Mark.DEVICES, Device.objects.filter(**hers).values_list("person_id")),
        *others,
    ]
    first, *rest = [rows.annotate(mark=Value(mark.value, output_field=TextField())) for mark, rows in marked]
    together: QuerySet[Any, Any] = first.union(*rest, all=True)
    return together


def _picky(people_ids: Sequence[int]) -> QuerySet[StrangerWish]:
    return StrangerWish.objects.filter(person_id__in=people_ids).exclude(
        strangers=_Answer.ACCEPT, newcomers=_Answer.ACCEPT
    )


_MARKS, _MARKS_OF_AUTHORS = Prepared(_marks), Prepared(_marks_of_authors)


def chosen(here: bool, push: bool, mail: bool) -> frozenset[Way]:
    marked = {Way.HERE: here, Way.PUSH: push, Way.MAIL: mail}
    return frozenset(way for way, is_wanted in marked.items() if is_wanted)


def _box(ways: frozenset[Way], is_apart: bool) -> Notification.Box:
    if is_apart:
        return Notification.Box.REQUESTS
    return Notification.Box.INBOX if Way.HERE in ways else Notification.Box.ASIDE


def _with_filters_against(people_ids: Collection[int], post_id: int, now: datetime) -> set[int]:
    """Those whose filters hide this post's words."""
    _author, words = said_in(post_id)
    rules = filters.rules_of_many(people_ids, now=now)
    verdicts = {
        each: rule.verdict(words, Place.NOTIFICATIONS, post_id=post_id) for each, rule in rules.items()
    }
    return {each for each, said in verdicts.items() if said is not None and said.hides}


def _apart(people_ids: Collection[int], actor_id: int, now: datetime) -> set[int]:
    """Those who keep this actor's notifications with the requests."""
    rows = {
        person_id: (strangers, newcomers)
        for person_id, strangers, newcomers in _PICKY.rows(people_ids=list(people_ids))
    }
    if not rows:
        return set()
    is_new = people.arrived_at(actor_id) > now - NEW
    known = {
        *people.followers_among(ANYONE, actor_id, rows),
        *Welcome.objects.filter(person_id__in=rows, stranger_id=actor_id).values_list("person_id", flat=True),
    }
    return {
        person_id
        for person_id, (strangers, newcomers) in rows.items()
        if person_id not in known and (strangers == _Answer.APART or (is_new and newcomers == _Answer.APART))
    }


_CHOSEN = Prepared(
    lambda *, people_ids, kind: KindWish.objects.filter(person_id__in=people_ids, kind=kind).values_list(
        "person_id", "here", "push", "mail"
    )
)
_PICKY = Prepared(lambda *, people_ids: _picky(people_ids).values_list("person_id", "strangers", "newcomers"))

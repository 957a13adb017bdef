"""Who wants to be told, and by which way: everything that may keep a notification from somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.ground.prepared import Prepared
from commonhold.social.filters import queries as filters
from commonhold.social.filters.matching import Place
from commonhold.social.notifications.kinds import Kind, Way
from commonhold.social.notifications.models import KindWish, Notification, StrangerWish, Welcome
from commonhold.social.people import hiding
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import muting
from commonhold.social.posts.plain import said_in

#: How long an account counts as new, for those who keep new accounts apart.
NEW = timedelta(days=30)
_Answer = StrangerWish.Answer


@dataclass(frozen=True)
class Wish:
    """How one person is told of one thing."""

    box: Notification.Box
    ways: frozenset[Way]


def wishes(
    kind: Kind, people_ids: Collection[int], *, actor_id: int | None, post_id: int | None, now: datetime
) -> dict[int, Wish]:
    """How each of `people_ids` is told; who does not want to hear of it at all is missing."""
    deaf = set() if actor_id is None else hiding.deaf_to(actor_id, people_ids)
    if post_id is not None:
        deaf |= muting.deaf_to(people_ids, post_id)
        deaf |= _with_filters_against(people_ids, post_id, now)
    ways = {each: kind.ways for each in people_ids if each not in deaf}
    for person_id, *marks in _WISHES.rows(among=list(ways), kind=kind.code):
        ways[person_id] = _marked(*marks)
    apart = set() if actor_id is None or not kind.from_people else _apart(ways, actor_id, now)
    return {
        person_id: Wish(_box(each, person_id in apart), each - {Way.PUSH} if person_id in apart else each)
        for person_id, each in ways.items()
        if each
    }


def chosen(row: KindWish) -> frozenset[Way]:
    return _marked(row.here, row.push, row.mail)


def _marked(here: bool, push: bool, mail: bool) -> frozenset[Way]:
    marked = {Way.HERE: here, Way.PUSH: push, Way.MAIL: mail}
    return frozenset(way for way, is_wanted in marked.items() if is_wanted)


def _box(ways: frozenset[Way], is_apart: bool) -> Notification.Box:
    if is_apart:
        return Notification.Box.REQUESTS
    return Notification.Box.INBOX if Way.HERE in ways else Notification.Box.ASIDE


def _with_filters_against(people_ids: Collection[int], post_id: int, now: datetime) -> set[int]:
    """Those whose filters hide this post's words. Its author hears of her own words whatever they are."""
    rules = filters.rules_of_many(people_ids, now=now)
    if not rules:
        return set()
    author_id, words = said_in(post_id)
    verdicts = {
        each: rule.verdict(words, Place.NOTIFICATIONS, post_id=post_id) for each, rule in rules.items()
    }
    return {each for each, said in verdicts.items() if said is not None and said.hides} - {author_id}


def _apart(people_ids: Collection[int], actor_id: int, now: datetime) -> set[int]:
    """Those who keep this actor's notifications with the requests."""
    rows = {person_id: answers for person_id, *answers in _PICKY.rows(among=list(people_ids))}
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


# Whoever is told of anything asks these.
_WISHES = Prepared(
    lambda *, among, kind: KindWish.objects.filter(person_id__in=among, kind=kind).values_list(
        "person_id", "here", "push", "mail"
    )
)
_PICKY = Prepared(
    lambda *, among: (
        StrangerWish.objects.filter(person_id__in=among)
        .exclude(strangers=_Answer.ACCEPT, newcomers=_Answer.ACCEPT)
        .values_list("person_id", "strangers", "newcomers")
    )
)

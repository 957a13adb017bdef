"""The night's work: an axis from all ratings, scores of the week's posts, and whom to ask tomorrow.

An errand of its own thread: reading and fitting hold no transaction, and what is written is written in
pieces, so that nobody who writes beside it waits for more than one of them. An axis counts when its last
piece is there; a post has the score of one night or of the next. Nothing is learnt while fewer people take
part than the charter wants; what was learnt before then goes.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Prepared
from commonhold.social.bridging import axis
from commonhold.social.bridging.charter import BridgingCharter
from commonhold.social.bridging.models import Axis, Question, Rating, Score, Stand
from commonhold.social.consents import queries as consents
from commonhold.social.consents.purposes import BRIDGING
from commonhold.social.posts.ratable import Ratable, appreciations, ratable
from rulebook.draw.lot import in_lot_order
from rulebook.rank import bridging
from rulebook.rank.bridging import Counters

NIGHTLY = timedelta(hours=24)
SCORED_FOR, ASKED_FOR, KEPT = timedelta(days=7), timedelta(days=2), timedelta(days=9)
ANSWERS_WANTED, LEAST_LIKED = 14, 5  # of each side; of anybody, before others are asked about it
_PIECE = 500  # rows that are written at once

_LAST = Prepared(lambda: Axis.objects.exclude(people=None).order_by("-id").values_list("at")[:1])
_AXES = Prepared(lambda: Axis.objects.values_list("id")[:1])

_T = TypeVar("_T")


class Said(NamedTuple):
    """One rating of those who take part."""

    person: int
    post: int
    is_worthwhile: bool
    was_asked: bool


def is_due(now: datetime) -> bool:
    """Is it night again, and is there something to learn, or to forget?"""
    if any(now < at + NIGHTLY for (at,) in _LAST.rows()) or not axis.is_there():
        return False
    return (
        bool(_AXES.rows())
        or consents.how_many_allow(BRIDGING) >= charter.current().read(BridgingCharter).people
    )


def learn(now: datetime) -> None:
    """Once a night, where there is numpy and enough people take part."""
    for (at,) in _LAST.rows():
        if now < at + NIGHTLY:
            return
    if not axis.is_there():
        return
    if consents.how_many_allow(BRIDGING) < charter.current().read(BridgingCharter).people:
        _forget_all()
        return
    sides = _sides(_all_said(), seed=ids.milliseconds(now))
    axis_id = _keep_axis(sides, now)
    _score(now)
    _ask(sides, axis_id, now)


def _all_said(among: tuple[int, int] | None = None) -> Iterator[Said]:
    """Row by row: likes and thanks say that it is worthwhile; what somebody says herself comes after them.

    `among`: only of posts from the first of these ids to the last.
    """
    raters = consents.allowing(BRIDGING)
    for person, post in appreciations(raters, among=among):
        yield Said(person, post, True, False)
    own = Rating.objects.all()
    if among is not None:
        own = own.filter(post_id__gte=among[0], post_id__lte=among[1])
    rows = own.order_by("was_asked", "id").values_list("person_id", "post_id", "is_worthwhile", "was_asked")
    for row in rows.iterator(chunk_size=10_000):
        yield Said(*row)


def _sides(said: Iterable[Said], *, seed: int) -> dict[int, int]:
    """Of whoever rated at least twenty posts: -1 or 1, and 0 in the middle.

    Millions of ratings are kept as numbers of a few bytes each.
    """
    by: dict[int, int] = {}
    of: dict[int, int] = {}
    raters, posts, signs = array("i"), array("i"), array("b")
    for each in said:
        raters.append(by.setdefault(each.person, len(by)))
        posts.append(of.setdefault(each.post, len(of)))
        signs.append(1 if each.is_worthwhile else -1)
    if not by:
        return {}
    found = axis.places(raters, posts, signs, seed=seed)
    return {
        person: bridging.side_of(placed.place)
        for person, placed in zip(by, found, strict=True)
        if placed.rated >= bridging.LEAST_RATINGS
    }


def _keep_axis(sides: dict[int, int], now: datetime) -> int:
    """Whoever withdrew meanwhile is left out."""
    old = Axis.objects.filter(Q(at__lt=now - KEPT) | Q(people=None)).values_list("id", flat=True)
    for each in list(old):
        _end_axis(each)
    kept = Axis.objects.create(id=ids.new_id(now), at=now)
    people = 0
    for some in _pieces([each for each in sides.items() if each[1]]):
        with transaction.atomic():
            here = consents.allowing(BRIDGING, among=list(dict(some)))
            stands = [
                Stand(id=ids.new_id(now), axis=kept, person_id=person, side=side)
                for person, side in some
                if person in here
            ]
            Stand.objects.bulk_create(stands)
        people += len(stands)
    kept.people = people
    kept.save(update_fields=["people"])
    return kept.id


def _end_axis(axis_id: int) -> None:
    _end(Stand.objects.filter(axis_id=axis_id))
    Axis.objects.filter(id=axis_id).delete()


def _score(now: datetime) -> None:
    """Each post by the last axis that was learnt before it was written; none, no score."""
    found = ratable(since=now - SCORED_FOR)
    sides_of = _axes()
    scores, topics = {}, {}
    for some in _pieces(found):
        said_of = _last_words(_all_said((some[0].id, some[-1].id)))
        for post in some:
            sides = next((each for at, each in sides_of if at < post.at), None)
            if sides is not None:
                scores[post.id] = bridging.score(*_counters(said_of[post.id].values(), sides))
                topics[post.id] = post.topic
    normal = bridging.within_topics(scores, topics)
    for some in _pieces(found):
        with transaction.atomic():
            Score.objects.filter(post_id__in=[each.id for each in some]).delete()
            rows = [Score(post_id=e.id, score=normal[e.id], at=now) for e in some if e.id in normal]
            Score.objects.bulk_create(rows)


def _last_words(said: Iterable[Said]) -> dict[int, dict[tuple[int, bool], Said]]:
    """By post: of each rater what she said last, of her own accord and when asked."""
    by_post: dict[int, dict[tuple[int, bool], Said]] = defaultdict(dict)
    for each in said:
        by_post[each.post][each.person, each.was_asked] = each
    return by_post


def _counters(said: Iterable[Said], sides: dict[int, int]) -> tuple[Counters, Counters]:
    known = [(sides.get(each.person, 0), each) for each in said]
    reactions, sample = (
        bridging.counted([(side, each.is_worthwhile) for side, each in known if each.was_asked is asked])
        for asked in (False, True)
    )
    return reactions, sample


def _axes() -> list[tuple[datetime, dict[int, int]]]:
    """The latest first."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for axis_id, person, side in Stand.objects.values_list("axis_id", "person_id", "side").iterator():
        found[axis_id][person] = side
    rows = Axis.objects.exclude(people=None).order_by("-id").values_list("id", "at")
    return [(at, found[axis_id]) for axis_id, at in rows]


def _ask(sides: dict[int, int], axis_id: int, now: datetime) -> None:
    """Raters of either side, by lot, about what is new and was liked; nobody about more than fits her."""
    most = charter.current().read(BridgingCharter).questions_open
    room: dict[int, int] = defaultdict(lambda: most)
    for person in Question.objects.filter(left_at=None).values_list("person_id", flat=True):
        room[person] -= 1
    wanted = [each for each in ratable(since=now - ASKED_FOR) if each.appreciated >= LEAST_LIKED]
    asked = set(
        Question.objects.filter(post_id__in=[each.id for each in wanted]).values_list("post_id", "person_id")
    )
    rows = []
    for post in sorted(wanted, key=lambda each: (-each.appreciated, each.id)):
        for person in _drawn(post, sides, axis_id, room, asked):
            room[person] -= 1
            rows.append(Question(id=ids.new_id(now), post_id=post.id, person_id=person, at=now))
    _end(Question.objects.filter(at__lt=now - SCORED_FOR))
    for some in _pieces(rows):
        with transaction.atomic():
            asked_now = {each.person_id for each in some}
            here = consents.allowing(BRIDGING, among=asked_now)
            Question.objects.bulk_create([each for each in some if each.person_id in here])


def _drawn(
    post: Ratable, sides: dict[int, int], axis_id: int, room: dict[int, int], asked: set[tuple[int, int]]
) -> list[int]:
    """So many of each side as are still wanted, in the order of a lot that nobody chose."""
    drawn = []
    for side in (-1, 1):
        mine = [each for each, where in sides.items() if where == side]
        open_for = ANSWERS_WANTED - sum((post.id, each) in asked for each in mine)
        free = [e for e in mine if room[e] > 0 and e != post.author and (post.id, e) not in asked]
        seed = f"{axis_id}|{post.id}|".encode()
        drawn += in_lot_order(free, seed=seed, as_bytes=lambda each: str(each).encode())[: max(open_for, 0)]
    return drawn


def _forget_all() -> None:
    if Axis.objects.exists():
        Axis.objects.update(people=None)  # it counts no more from the first piece on
        _end(Score.objects.all())
        _end(Question.objects.all())
        for each in list(Axis.objects.values_list("id", flat=True)):
            _end_axis(each)


def _end(rows: QuerySet[Any]) -> None:
    """Delete them in pieces."""
    while some := list(rows.values_list("pk", flat=True)[:_PIECE]):
        rows.model.objects.filter(pk__in=some).delete()


def _pieces(rows: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for first in range(0, len(rows), _PIECE):
        yield rows[first : first + _PIECE]

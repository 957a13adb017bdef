"""How many people and posts there are: what a co-op tells the world of its size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from commonhold.ground import ids
from commonhold.social.consents.purposes import STATISTICS
from commonhold.social.consents.queries import objects_to
from commonhold.social.people import queries as people
from commonhold.social.posts.models import Audience, Post

_MONTH, _HALF_YEAR = timedelta(days=28), timedelta(days=180)
_WEEKS = 12


@dataclass(frozen=True)
class Census:
    """People of this server, those of them who wrote something lately, their posts, and servers known."""

    people: int
    active_month: int
    active_half_year: int
    posts: int
    servers: int


@dataclass(frozen=True)
class Week:
    """A week from `start` on: what was written, by how many people, and how many arrived."""

    start: datetime
    posts: int
    writers: int
    arrivals: int


def census(*, now: datetime) -> Census:
    """Messages among a few people count for nobody. "Lately" begins at a full hour, and changes with it."""
    return Census(
        people=people.how_many(),
        active_month=active(_MONTH, now=now),
        active_half_year=active(_HALF_YEAR, now=now),
        posts=_said().filter(author__domain="").count(),
        servers=len(people.known_servers()),
    )


def active(lately: timedelta = _MONTH, *, now: datetime) -> int:
    """How many people of this server wrote something lately."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return _writers(hour - lately, now)


def brought_by(person_id: int) -> int:
    """How many posts somebody brought along from elsewhere."""
    return Post.objects.filter(author_id=person_id, removed_at=None).exclude(imported_as="").count()


def weeks(*, now: datetime) -> list[Week]:
    """The last twelve weeks, the current one first; each begins on a Monday in UTC."""
    monday = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
    return [_week(monday - timedelta(weeks=each)) for each in range(_WEEKS)]


def by_audience(start: datetime, end: datetime) -> dict[str, dict[int, int]]:
    """How many posts each person of this server said from `start` until before `end`, by whom it was for.

    Without messages, and without those who don't want to be counted. Never for pages: it tells of each.
    """
    found: dict[str, dict[int, int]] = {str(each): {} for each in Audience if each != Audience.DIRECT}
    rows = _counted_in(start, end).values_list("audience", "author")
    for audience, author, posts in rows.annotate(all=Count("id")):
        found[audience][author] = posts
    return found


def _counted_in(start: datetime, end: datetime) -> QuerySet[Post]:
    authors = people.ids_of_this_server(~objects_to(STATISTICS))
    return _said().filter(author__in=authors, **_between(start, end)).order_by()


def _week(start: datetime) -> Week:
    end = start + timedelta(weeks=1)
    return Week(
        start,
        posts=_said().filter(author__domain="", **_between(start, end)).count(),
        writers=_writers(start, end),
        arrivals=people.arrivals(start, end),
    )


def _writers(start: datetime, end: datetime) -> int:
    """Without those who don't want to be counted."""
    theirs = _said().filter(author=OuterRef("pk"), **_between(start, end))
    return people.how_many_did(Q(Exists(theirs)) & ~objects_to(STATISTICS))


def _said() -> QuerySet[Post]:
    return Post.objects.filter(removed_at=None).exclude(audience=Audience.DIRECT)


def _between(start: datetime, end: datetime) -> dict[str, int]:
    return {"id__gt": ids.first_id_after(start) - 1, "id__lte": ids.first_id_after(end) - 1}

"""A reader's filters. Nobody but their owner learns of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.prepared import Asking, Prepared, Row, answered
from commonhold.social.filters.keywords import FilteredPost, Keyword, keywords_in, posts_in
from commonhold.social.filters.matching import Place, Rule, Rules, folded
from commonhold.social.filters.models import Filter
from commonhold.social.filters.refusals import NoSuchFilter
from commonhold.social.people.queries import Viewer

NONE = Rules()
_AT_ONCE = 900
Kept = dict[str, Any]


@dataclass(frozen=True)
class FilterView:
    """A filter as its owner keeps it. One that has ended hides nothing and stays until she deletes it."""

    id: int
    title: str
    keywords: Sequence[Keyword]
    posts: Sequence[FilteredPost]
    places: Sequence[Place]
    hides: bool
    until: datetime | None
    has_ended: bool

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(each.phrase for each in self.keywords)

    @property
    def are_whole(self) -> bool:
        """Does none of its phrases stand inside longer words?"""
        return all(each.is_whole for each in self.keywords)


def filters_of(viewer: Viewer, *, now: datetime) -> list[FilterView]:
    """The viewer's own filters, by title."""
    rows = Filter.objects.filter(owner_id=viewer.person_id or 0).order_by("title", "id")
    return [_view(row, now) for row in rows]


def one(viewer: Viewer, filter_id: int, *, now: datetime) -> FilterView:
    """One of the viewer's own filters. Raises NoSuchFilter."""
    row = Filter.objects.filter(id=filter_id, owner_id=viewer.person_id or 0).first()
    if row is None:
        raise NoSuchFilter
    return _view(row, now)


def with_keyword(viewer: Viewer, keyword_id: int, *, now: datetime) -> tuple[FilterView, Keyword]:
    """That one of the viewer's filters which has this keyword. Raises NoSuchFilter."""
    for one_of_hers in filters_of(viewer, now=now):
        for each in one_of_hers.keywords:
            if each.id == keyword_id:
                return one_of_hers, each
    raise NoSuchFilter


def with_post(viewer: Viewer, filtered_id: int, *, now: datetime) -> tuple[FilterView, FilteredPost]:
    """That one of the viewer's filters which has this entry for a post. Raises NoSuchFilter."""
    for one_of_hers in filters_of(viewer, now=now):
        for each in one_of_hers.posts:
            if each.id == filtered_id:
                return one_of_hers, each
    raise NoSuchFilter


def rules_of(viewer: Viewer, *, now: datetime) -> Rules:
    """What the viewer's pages are asked by now; one statement, none for a stranger."""
    return NONE if viewer.person_id is None else answered(asking_rules(viewer, now=now))


def asking_rules(viewer: Viewer, *, now: datetime) -> Asking[Rules]:
    """The same, to be asked together with others."""

    def made(rows: list[Row]) -> Rules:
        rules = (_rule(*each) for until, *each in rows if until is None or until > now)
        return Rules(tuple(rules)) if rows else NONE

    return _OF_ONE.asking(me=viewer.person_id or 0).then(made)


def rules_of_many(people_ids: Collection[int], *, now: datetime) -> dict[int, Rules]:
    """The rules of those of `people_ids` who keep any, in one statement."""
    found: dict[int, list[Rule]] = defaultdict(list)
    for owner_id, until, *said in _OF_MANY.rows(people_ids=list(people_ids)):
        if until is None or until > now:
            found[owner_id].append(_rule(*said))
    return {person_id: Rules(tuple(rules)) for person_id, rules in found.items()}


def keepers(people_ids: Sequence[int]) -> QuerySet[Filter, Any]:
    """Ids of those of `people_ids` who keep any filter, to be asked together with other things."""
    return Filter.objects.filter(owner_id__in=people_ids).values_list("owner_id")


def state_of_many(people_ids: Collection[int]) -> dict[int, int]:
    """A number for those of `people_ids` who keep filters; it is another one when a filter is another."""
    found: dict[int, int] = {}
    wanted = list(people_ids)
    for begin in range(0, len(wanted), _AT_ONCE):
        for owner_id, *said in _STATES.rows(people_ids=wanted[begin : begin + _AT_ONCE]):
            found[owner_id] = hash((found.get(owner_id, 0), str(said)))
    return found


def _rule(title: str, keywords: list[Kept], posts: list[Kept], places: list[str], act: str) -> Rule:
    return Rule(
        title=title,
        words=tuple(folded(each["phrase"]) for each in keywords if each["is_whole"]),
        parts=tuple(folded(each["phrase"]) for each in keywords if not each["is_whole"]),
        posts=frozenset(each["post_id"] for each in posts),
        places=frozenset(Place(each) for each in places),
        hides=act == Filter.Act.HIDE,
    )


# Every page with posts asks this.
_OF_ONE = Prepared(
    lambda *, me: (
        Filter.objects.filter(owner_id=me)
        .order_by("id")
        .values_list("until", "title", "keywords", "posts", "places", "act")
    )
)


_OF_MANY = Prepared(
    lambda *, people_ids: (
        Filter.objects.filter(owner_id__in=people_ids)
        .order_by("id")
        .values_list("owner_id", "until", "title", "keywords", "posts", "places", "act")
    )
)


# Asked every few seconds while apps listen.
_STATES = Prepared(
    lambda *, people_ids: (
        Filter.objects.filter(owner_id__in=people_ids)
        .order_by("owner_id", "id")
        .values_list("owner_id", "id", "title", "keywords", "posts", "places", "act", "until")
    )
)


def _view(row: Filter, now: datetime) -> FilterView:
    return FilterView(
        id=row.id,
        title=row.title,
        keywords=keywords_in(row.keywords),
        posts=posts_in(row.posts),
        places=tuple(Place(each) for each in row.places),
        hides=row.act == Filter.Act.HIDE,
        until=row.until,
        has_ended=row.until is not None and row.until <= now,
    )

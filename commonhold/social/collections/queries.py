"""Collections as everybody sees them: only with people who agreed to be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Some
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.social.collections.models import Collection, Inclusion
from commonhold.social.collections.refusals import NoSuchCollection
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer

_State = Inclusion.State


@dataclass(frozen=True)
class Shown:
    """Somebody in a collection, with what she says of herself, and whether the viewer follows her."""

    person: PersonLine
    is_followed: bool
    is_me: bool


@dataclass(frozen=True)
class CollectionLine:
    """A collection among others: `people` are those shown, earliest first."""

    id: int
    title: str
    summary: str
    curator: PersonLine
    made_at: datetime
    people: Sequence[PersonLine]
    is_mine: bool


@dataclass(frozen=True)
class CollectionView:
    """A collection's page. `waiting` and `silent` are its curator's alone: asked, and said no.

    `my_state` is how the viewer herself stands in it: asked, accepted, declined, withdrawn or empty.
    """

    id: int
    title: str
    summary: str
    curator: PersonLine
    made_at: datetime
    shown: Sequence[Shown]
    waiting: Sequence[PersonLine]
    is_mine: bool
    my_state: str

    @property
    def to_follow(self) -> int:
        """How many of them the viewer does not follow yet."""
        return sum(not each.is_followed and not each.is_me for each in self.shown)


@dataclass(frozen=True)
class Item:
    """Somebody's place in a collection: shown, or asked, which she and the curator alone see."""

    id: int
    collection_id: int
    person_id: int
    state: str
    since: datetime


def items_in(viewer: Viewer, collection_ids: Some[int]) -> dict[int, list[Item]]:
    """By collection, who is in it and who was asked, earliest first, as far as the viewer may know."""
    me = viewer.person_id or 0
    asked = Q(state=_State.ASKED) & (Q(person_id=me) | Q(collection__curator_id=me))
    rows = Inclusion.objects.filter(
        not_hidden_from(viewer.person_id, "person"),
        Q(state=_State.ACCEPTED) | asked,
        collection_id__in=collection_ids,
        person__removed_at=None,
    )
    found: dict[int, list[Item]] = defaultdict(list)
    columns = ("id", "collection_id", "person_id", "state", "since")
    for row in rows.order_by("id").values_list(*columns):
        found[row[1]].append(Item(*row))
    return found


def item(viewer: Viewer, collection_id: int, item_id: int) -> Item:
    """One of them. Raises NoSuchCollection."""
    if _alive(viewer).filter(id=collection_id).exists():
        for each in items_in(viewer, [collection_id])[collection_id]:
            if each.id == item_id:
                return each
    raise NoSuchCollection


def line(viewer: Viewer, collection_id: int) -> CollectionLine:
    """One collection, as one among others. Raises NoSuchCollection."""
    found = _lines(viewer, _alive(viewer).filter(id=collection_id))
    if not found:
        raise NoSuchCollection
    return found[0]


def collection(viewer: Viewer, collection_id: int) -> CollectionView:
    """One collection. Raises NoSuchCollection."""
    row = _alive(viewer).filter(id=collection_id).first()
    if row is None:
        raise NoSuchCollection
    met = not_hidden_from(viewer.person_id, "person")
    rows = row.inclusions.filter(met, person__removed_at=None).select_related("person")
    there = list(rows.order_by("id"))
    accepted = [each.person_id for each in there if each.state == _State.ACCEPTED]
    followed = people.followed_among(viewer, accepted)
    is_mine = row.curator_id == viewer.person_id
    return CollectionView(
        id=row.id,
        title=row.title,
        summary=row.summary,
        curator=people.person(viewer, row.curator_id),
        made_at=row.made_at,
        shown=[
            Shown(people.line_of(each.person), each.person_id in followed, each.person_id == viewer.person_id)
            for each in there
            if each.state == _State.ACCEPTED
        ],
        waiting=[people.line_of(each.person) for each in there if is_mine and each.state == _State.ASKED],
        is_mine=is_mine,
        my_state=next((each.state for each in there if each.person_id == viewer.person_id), ""),
    )


def collections(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[CollectionLine]:
    """Collections that show somebody, the latest first."""
    shown = _accepted(viewer).filter(collection=OuterRef("pk"))
    rows = _alive(viewer).filter(Exists(shown))
    if before is not None:
        rows = rows.filter(id__lt=before)
    return _lines(viewer, rows.order_by("-id")[:limit])


def made_by(viewer: Viewer, person_id: int) -> list[CollectionLine]:
    """What a person has made, the latest first; empty ones only she sees herself."""
    made = _lines(viewer, _alive(viewer).filter(curator_id=person_id).order_by("-id"))
    return [each for each in made if each.people or each.is_mine]


def holding(viewer: Viewer, person_id: int, *, offset: int, limit: int) -> list[CollectionLine]:
    """Part of those that show a person with her consent, the latest first."""
    there = _accepted(viewer).filter(collection=OuterRef("pk"), person_id=person_id)
    return _lines(viewer, _alive(viewer).filter(Exists(there)).order_by("-id")[offset : offset + limit])


def asking(viewer: Viewer) -> list[CollectionLine]:
    """Those that want to show the viewer and wait for her answer."""
    return _mine(viewer, _State.ASKED)


def showing(viewer: Viewer) -> list[CollectionLine]:
    """Those that show the viewer, with her consent."""
    return _mine(viewer, _State.ACCEPTED)


def _alive(viewer: Viewer) -> QuerySet[Collection]:
    met = not_hidden_from(viewer.person_id, "curator")
    return Collection.objects.filter(met, curator__removed_at=None)


def _accepted(viewer: Viewer) -> QuerySet[Inclusion]:
    """Those whom the viewer may come upon in collections."""
    met = not_hidden_from(viewer.person_id, "person")
    return Inclusion.objects.filter(met, state=_State.ACCEPTED, person__removed_at=None)


def _mine(viewer: Viewer, state: Inclusion.State) -> list[CollectionLine]:
    hers = Inclusion.objects.filter(person_id=viewer.person_id or 0, state=state).values("collection_id")
    return _lines(viewer, _alive(viewer).filter(id__in=hers).order_by("-id"))


def _lines(viewer: Viewer, found: Iterable[Collection]) -> list[CollectionLine]:
    rows = list(found)
    shown = _shown(viewer, [row.id for row in rows])
    curators = people.lines(viewer, {row.curator_id for row in rows})
    return [
        CollectionLine(
            id=row.id,
            title=row.title,
            summary=row.summary,
            curator=curators[row.curator_id],
            made_at=row.made_at,
            people=shown[row.id],
            is_mine=row.curator_id == viewer.person_id,
        )
        for row in rows
    ]


def _shown(viewer: Viewer, collection_ids: Some[int]) -> dict[int, list[PersonLine]]:
    found: dict[int, list[PersonLine]] = defaultdict(list)
    rows = _accepted(viewer).filter(collection_id__in=collection_ids)
    for row in rows.select_related("person").order_by("id"):
        found[row.collection_id].append(people.line_of(row.person))
    return found

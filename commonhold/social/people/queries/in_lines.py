"""Bylines: a person as she is named beside what she does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import beyond
from commonhold.social.people.hiding import not_hidden_from, not_shut_out
from commonhold.social.people.models import Person
from commonhold.social.people.queries.rows import accepted, address_is, found_by, one_called
from commonhold.social.people.queries.viewer import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson


@dataclass(frozen=True)
class PersonLine:
    """A person as a byline: `handle` is what follows the @, with the server of a remote person.

    `avatar_url` is that of the small picture, if there is one.
    """

    id: int
    handle: str
    name: str
    avatar_url: str | None = None


#: Columns for `line_from`, in its order.
LINE = ("id", "handle", "domain", "display_name", "avatar")


def line_from(values: Sequence[Any]) -> PersonLine:
    """The byline of these columns of a row that another room has joined to its own."""
    person_id, handle, domain, name, avatar = values
    address = f"{handle}@{domain}" if domain else handle
    return PersonLine(person_id, address, name or _("Somebody who left"), avatar or None)


def line_of(row: Person) -> PersonLine:
    """The byline of a row; one who left has no name any more."""
    return PersonLine(row.id, row.address, row.display_name or _("Somebody who left"), row.avatar or None)


def person(viewer: Viewer, person_id: int) -> PersonLine:
    """One person. Raises NoSuchPerson."""
    found = _ONE.instances(person_id=person_id, **viewer.me)
    if not found:
        raise NoSuchPerson
    return line_of(found[0])


_ONE = Prepared(lambda *, person_id, me=None: Person.objects.filter(not_hidden_from(me), id=person_id))


def by_handle(viewer: Viewer, handle: str) -> PersonLine:
    """The person called `handle`, in any case, with or without @. Raises NoSuchPerson."""
    found = one_called(viewer, handle)
    if found is None:
        raise NoSuchPerson
    return line_of(found)


def lines(viewer: Viewer, ids: Collection[int]) -> dict[int, PersonLine]:
    """Bylines by id for rows that the caller's own rule lets be seen: of people who left or blocked, too."""
    return {row.id: line_of(row) for row in Person.objects.filter(id__in=ids)}


def found_among(viewer: Viewer, ids: Collection[int]) -> dict[int, PersonLine]:
    """Bylines by id of those whom the viewer may come upon; people who left are somebody who left."""
    return {row.id: line_of(row) for row in _AMONG.instances(ids=list(ids), **viewer.me)}


_AMONG = Prepared(
    lambda *, ids, me=None: Person.objects.filter(not_hidden_from(me), not_shut_out(), id__in=ids)
)


def by_handles(viewer: Viewer, handles: Collection[str]) -> dict[str, PersonLine]:
    """Those of `handles` (lower case, as `ada` or `eve@elsewhere.example`) that are somebody's."""
    names = set(handles)
    found = []
    if viewer.person_id is None and len(names) <= _SINGLY:
        ours = {each for each in names if each and "@" not in each}
        found = [row for each in sorted(ours) for row in _OF_OURS.instances(name=each)]
        names -= ours
    if names:
        wanted = reduce(or_, map(address_is, names), Q(pk__in=[]))
        found += found_by(viewer).filter(wanted)
    return {row.address.lower(): line_of(row) for row in found}


#: So many names of ours are asked for one by one: to build one question for all takes longer.
_SINGLY = 20
_OF_OURS = Prepared(lambda *, name: found_by(ANYONE).filter(address_is(name)))


def name_of(person_id: int) -> str:
    """How a person is called, for a sentence. Raises NoSuchPerson."""
    return person(ANYONE, person_id).name


def search(
    viewer: Viewer, text: str = "", *, only_followed: bool = False, skip: int = 0, limit: int = 50
) -> list[PersonLine]:
    """Local people whose name or handle contains `text`, by handle; on wish only those the viewer follows."""
    rows = _named(viewer, text)
    if only_followed:
        rows = rows.filter(id__in=accepted().filter(follower_id=viewer.person_id).values("followed_id"))
    return lines_of(rows.order_by("handle")[skip : skip + limit])


def search_page(
    viewer: Viewer, text: str, *, after: int | None = None, limit: int = 20
) -> tuple[list[PersonLine], int | None]:
    """The same people, part by part: those after the person `after`, and after whom the next part begins."""
    rows = _named(viewer, text)
    found, later = beyond(rows, after, order=("handle", "id"), limit=limit, among=found_by(viewer))
    return lines_of(found), later


def _named(viewer: Viewer, text: str) -> QuerySet[Person, Person]:
    text = text.strip().removeprefix("@")
    return found_by(viewer).filter(Q(handle__icontains=text) | Q(display_name__icontains=text), domain="")


def lines_of(rows: Iterable[Person]) -> list[PersonLine]:
    return [line_of(row) for row in rows]

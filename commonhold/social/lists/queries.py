"""A reader's lists. Nobody but their owner learns of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from commonhold.ground.spans import Span, beyond, within
from commonhold.social.lists.models import List, Listing
from commonhold.social.lists.refusals import NoSuchList
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class ListLine:
    """A list as one line among others, or as a choice."""

    id: int
    title: str
    is_exclusive: bool
    size: int
    answers: str = List.Answers.LISTED


def lists_of(viewer: Viewer) -> list[ListLine]:
    """The viewer's own lists, by title."""
    size = Count("listings", filter=Q(listings__person__removed_at=None))
    rows = List.objects.filter(owner_id=viewer.person_id).annotate(size=size)
    return [
        ListLine(row.id, row.title, row.is_exclusive, row.size, row.answers)
        for row in rows.order_by("title", "id")
    ]


def line(viewer: Viewer, list_id: int) -> ListLine:
    """One of the viewer's own lists, without whom it holds. Raises NoSuchList."""
    found = next((each for each in lists_of(viewer) if each.id == list_id), None)
    if found is None:
        raise NoSuchList
    return found


def listed(viewer: Viewer, list_id: int, span: Span) -> list[tuple[int, int]]:
    """Part of whom a list holds: the place of each in it, and her id. Raises NoSuchList."""
    return within(_listed(viewer, list_id).values_list("id", "person_id"), span)


def answers_of(viewer: Viewer, list_id: int) -> List.Answers:
    """Which answers are read on one of the viewer's own lists. Raises NoSuchList."""
    row = List.objects.filter(id=list_id, owner_id=viewer.person_id).values_list("answers", flat=True).first()
    if row is None:
        raise NoSuchList
    return List.Answers(row)


def people_on(
    viewer: Viewer, list_id: int, *, after: int | None = None, limit: int = 40
) -> tuple[list[PersonLine], int | None]:
    """Whom a list holds, by name, and after which entry the next page begins. Raises NoSuchList."""
    rows = _listed(viewer, list_id).annotate(name=Lower("person__display_name")).select_related("person")
    found, further = beyond(rows, after, order=("name", "id"), limit=limit)
    return [people.line_of(each.person) for each in found], further


def owns(viewer: Viewer, list_id: int) -> bool:
    """Is this one of the viewer's own lists?"""
    return List.objects.filter(id=list_id, owner_id=viewer.person_id).exists()


def listing(viewer: Viewer, person_id: int) -> set[int]:
    """Ids of the viewer's lists that this person is on."""
    rows = Listing.objects.filter(list__owner_id=viewer.person_id, person_id=person_id)
    return set(rows.values_list("list_id", flat=True))


def _listed(viewer: Viewer, list_id: int) -> QuerySet[Listing, Listing]:
    if not owns(viewer, list_id):
        raise NoSuchList
    there = not_hidden_from(viewer.person_id, "person")
    return Listing.objects.filter(there, list_id=list_id, person__removed_at=None)

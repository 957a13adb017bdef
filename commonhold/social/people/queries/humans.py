"""Which people are one human. For rules that count humans and for herself; no page may show it to others."""

from __future__ import annotations

from commonhold.social.people.models import Person
from commonhold.social.people.queries.coop import must_be_human
from commonhold.social.people.queries.in_lines import PersonLine, line_of
from commonhold.social.people.queries.rows import present
from commonhold.social.people.queries.viewer import Viewer
from commonhold.social.people.refusals import NotYourProfile, SecondProfileOwnsNothing


def own_profiles(viewer: Viewer) -> list[PersonLine]:
    """The viewer's own profiles, the owning one first."""
    rows = present().filter(login__people=viewer.person_id).order_by("id")
    return [] if viewer.person_id is None else [line_of(each) for each in rows]


def own_profile(by: int, person_id: int) -> PersonLine:
    """That one of the two whom `by` may act as: herself, or the other. Raises NotYourProfile."""
    found = next((each for each in own_profiles(Viewer(by)) if each.id == person_id), None)
    if found is None:
        raise NotYourProfile
    return found


def same_human(person_id: int) -> list[int]:
    """The ids of whoever signs in with the same login, herself among them."""
    others = Person.objects.filter(login__people=person_id).exclude(id=person_id)
    return [person_id, *others.values_list("id", flat=True)]


def must_own_for_human(person_id: int) -> None:
    """Membership belongs to humans, each through the first of her people.

    Raises NoHuman or SecondProfileOwnsNothing.
    """
    must_be_human(person_id)
    if Person.objects.filter(login__people=person_id, removed_at=None, id__lt=person_id).exists():
        raise SecondProfileOwnsNothing

"""What the co-op says of people: members, stewards, accounts that are open."""

from __future__ import annotations

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import Standing
from commonhold.social.people.queries.rows import present
from commonhold.social.people.refusals import AccountClosed


def is_member(person_id: int) -> bool:
    """Does this person hold a member's standing?"""
    return bool(_HELD.rows(person=person_id, kind=Standing.Kind.MEMBER.value))


def is_steward(person_id: int) -> bool:
    """Did the members give this person a mandate, whichever?"""
    return bool(_HELD.rows(person=person_id, kind=Standing.Kind.STEWARD.value))


def steward_ids() -> list[int]:
    """Everybody who holds a mandate; for telling them, not for pages."""
    rows = Standing.objects.filter(kind=Standing.Kind.STEWARD, until=None)
    return list(rows.values_list("person_id", flat=True))


def must_be_active(person_id: int) -> None:
    """What every action of a person asks first. Raises AccountClosed."""
    if not _PRESENT.rows(person=person_id):
        raise AccountClosed


# Nearly everything that somebody does asks these.
_PRESENT = Prepared(lambda *, person: present().filter(id=person).values_list("id"))
_HELD = Prepared(
    lambda *, person, kind: Standing.objects.filter(person_id=person, kind=kind, until=None).values_list("id")
)

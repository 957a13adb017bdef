"""What the co-op says of people: members, stewards, accounts that are open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal
from commonhold.social.people.models import Person, Standing
from commonhold.social.people.queries.rows import present
from commonhold.social.people.refusals import AccountClosed, Suspended


def is_member(person_id: int) -> bool:
    """Does this person hold a member's standing?"""
    return bool(_HELD.ids(person_id=person_id, kind=Standing.Kind.MEMBER.value))


def is_steward(person_id: int) -> bool:
    """Did the members give this person a mandate, whichever? While she is suspended it rests."""
    return bool(_STEWARD.ids(person_id=person_id))


def steward_ids() -> list[int]:
    """Everybody who holds a mandate that doesn't rest; for telling them, not for pages."""
    return list(_stewards().values_list("person_id", flat=True))


def is_suspended(person_id: int) -> bool:
    """Is there a measure that lets her write nothing now?"""
    return bool(_HELD.ids(person_id=person_id, kind=Standing.Kind.SUSPENDED.value))


def is_limited(person_id: int) -> bool:
    """Is there a measure that lets her write little now?"""
    return bool(_HELD.ids(person_id=person_id, kind=Standing.Kind.LIMITED.value))


def not_recommended(person_ids: Collection[int]) -> set[int]:
    """Those of them whom no feed or list that the house makes up may recommend, by a measure."""
    return set(_NOT_RECOMMENDED.ids(person_ids=sorted(person_ids)))


def suspended(at: datetime) -> QuerySet[Standing]:
    """The suspensions that held at a time, for conditions of other queries."""
    still = Q(until=None) | Q(until__gt=at)
    return Standing.objects.filter(still, kind=Standing.Kind.SUSPENDED, since__lte=at)


def is_here(person_id: int) -> bool:
    """Is her account open, suspended or not?"""
    return bool(_PRESENT.ids(person_id=person_id))


def must_be_here(person_id: int) -> None:
    """What every action asks first that a suspension leaves to her: reading, voting, keeping safe.

    Raises AccountClosed.
    """
    if not _PRESENT.ids(person_id=person_id):
        raise AccountClosed


def must_be_active(person_id: int) -> None:
    """What every other action of a person asks first. Raises AccountClosed or Suspended."""
    if not _ACTIVE.ids(person_id=person_id):
        raise why_inactive(person_id)


def why_inactive(person_id: int) -> Refusal:
    """What `must_be_active` raises of somebody who isn't."""
    return Suspended() if _PRESENT.ids(person_id=person_id) else AccountClosed()


def active_among(person_ids: Collection[int]) -> set[int]:
    """Those of whom `must_be_active` would not raise."""
    return set(_ACTIVE_AMONG.ids(person_ids=sorted(person_ids)))


def _holding(kind: Standing.Kind) -> QuerySet[Standing]:
    return Standing.objects.filter(kind=kind, until=None)


def _stewards() -> QuerySet[Standing]:
    resting = _holding(Standing.Kind.SUSPENDED).filter(person_id=OuterRef("person_id"))
    return _holding(Standing.Kind.STEWARD).exclude(Exists(resting))


def _active() -> QuerySet[Person]:
    return present().exclude(Exists(_holding(Standing.Kind.SUSPENDED).filter(person_id=OuterRef("id"))))


_ACTIVE_AMONG = Prepared(lambda *, person_ids: _active().filter(id__in=person_ids).values_list("id"))
_ACTIVE = Prepared(lambda *, person_id: _active().filter(id=person_id).values_list("id"))
_PRESENT = Prepared(lambda *, person_id: present().filter(id=person_id).values_list("id"))
_HELD = Prepared(
    lambda *, person_id, kind: Standing.objects.filter(
        person_id=person_id, kind=kind, until=None
    ).values_list("id")
)
_STEWARD = Prepared(lambda *, person_id: _stewards().filter(person_id=person_id).values_list("id"))
_NOT_RECOMMENDED = Prepared(
    lambda *, person_ids: (
        _holding(Standing.Kind.NOT_RECOMMENDED).filter(person_id__in=person_ids).values_list("person_id")
    )
)

"""Who may vote, as one of which class, and what else her class lets her do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from commonhold.civic.members.models import Belonging
from commonhold.civic.members.queries.owners import classes_now, member_of, present_at
from commonhold.ground.prepared import Prepared


@dataclass(frozen=True)
class Seated:
    """A member who may vote, and as one of which class her votes count."""

    person_id: int
    class_key: str


def may_vote(person_id: int, *, at: datetime) -> bool:
    """Is this person on the roll at that time?"""
    return _votes_as(_BELONGINGS.rows(person=person_id), at) is not None


def may_propose(person_id: int, *, at: datetime) -> bool:
    """May this person, who is on the roll, also propose?"""
    return _has_right(person_id, "proposes", at)


def is_eligible(person_id: int) -> bool:
    """May whoever this is hold a mandate now?"""
    member = member_of(person_id)
    mine = None if member is None else classes_now().named(member.class_key)
    return mine is not None and bool(mine.stands)


def first_ballot(person_id: int, *, at: datetime) -> datetime | None:
    """When a member who has no ballot yet will have one; None where her class has none."""
    rows = _held_at(_BELONGINGS.rows(person=person_id), at)
    mine = classes_now().named(rows[-1].class_key) if rows else None
    return rows[-1].votes_from if mine is not None and mine.votes else None


def voters(at: datetime) -> list[int]:
    """Person ids on the roll at that time, by member number."""
    return [each.person_id for each in roll(at)]


def roll(at: datetime) -> list[Seated]:
    """Everybody who may vote at that time and as one of which class, by member number."""
    rows = Belonging.objects.filter(member__in=present_at(at), since__lte=at).order_by("member__number", "id")
    fields = ("member__since", "member__left_at", "class_key", "since", "votes_from")
    found: dict[int, list[tuple[Any, ...]]] = {}
    for person_id, *rest in rows.values_list("member__person_id", *fields):
        found.setdefault(person_id, []).append(tuple(rest))
    seated = ((person_id, _votes_as(own, at)) for person_id, own in found.items())
    return [Seated(person_id, key) for person_id, key in seated if key is not None]


class _Row(NamedTuple):
    """A belonging with its member's dates."""

    joined: datetime
    left_at: datetime | None
    class_key: str
    since: datetime
    votes_from: datetime


_BELONGINGS = Prepared(
    lambda *, person: (
        Belonging.objects.filter(member__person_id=person)
        .order_by("id")
        .values_list("member__since", "member__left_at", "class_key", "since", "votes_from")
    )
)


def _held_at(rows: Iterable[Sequence[Any]], at: datetime) -> list[_Row]:
    """Of a person's belongings, oldest first, those of the membership that she holds at that time."""
    read = [_Row(*row) for row in rows]
    return [
        row
        for row in read
        if row.joined <= at and row.since <= at and (row.left_at is None or row.left_at > at)
    ]


def _votes_as(rows: Iterable[Sequence[Any]], at: datetime) -> str | None:
    """The class as whose her votes count: her present one once the waiting is over, else the one before.

    None for somebody who isn't on the roll: her present class has a vote, and so has the one that counts.
    """
    held, classes = _held_at(rows, at), classes_now()
    counting = [row.class_key for row in held if row.votes_from <= at]
    if not counting:
        return None
    both = (classes.named(held[-1].class_key), classes.named(counting[-1]))
    return counting[-1] if all(each is not None and each.votes for each in both) else None


def _has_right(person_id: int, right: str, at: datetime) -> bool:
    held = _held_at(_BELONGINGS.rows(person=person_id), at)
    mine = classes_now().named(held[-1].class_key) if held else None
    return mine is not None and bool(getattr(mine, right))

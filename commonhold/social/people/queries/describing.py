"""People as their pages describe them, many at once: what client programs show beside every post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, When

from commonhold.ground.prepared import Prepared
from commonhold.social.people.hiding import not_hidden_from, not_shut_out
from commonhold.social.people.links import is_link
from commonhold.social.people.models import (
    CoopAccount,
    Follow,
    KeptCircle,
    Person,
    ProfileField,
    ShownTo,
    Standing,
)
from commonhold.social.people.queries.circles import shows_circle_to
from commonhold.social.people.queries.in_lines import LINE, PersonLine, line_from
from commonhold.social.people.queries.parts import Part, kept_back, reach
from commonhold.social.people.queries.profiles import FieldLine
from commonhold.social.people.queries.rows import accepted
from commonhold.social.people.queries.viewer import ANYONE, Viewer


@dataclass(frozen=True)
class Described:
    """A person's page without its posts and pictures, as far as she shows it to the viewer.

    `followers` and `following` count, or are None where she does not show the viewer her circle.
    `hides_circle`: she shows it to few. One who left has no name and no words any more.
    """

    line: PersonLine
    summary: str
    pronouns: str
    fields: tuple[FieldLine, ...]
    since: datetime
    is_local: bool
    is_member: bool
    is_coop: bool
    is_gone: bool
    approves_followers: bool
    is_searchable: bool
    is_discoverable: bool
    hides_circle: bool
    followers: int | None
    following: int | None
    shows_last_active: bool = True


class _Row(NamedTuple):
    """A person's own columns, in the order of the query; the first are those of `LINE`."""

    id: int
    handle: str
    domain: str
    display_name: str
    avatar: str
    summary: str
    pronouns: str
    created_at: datetime
    removed_at: datetime | None
    approves_followers: bool
    is_searchable: bool
    is_discoverable: bool
    is_member: bool
    is_coop: bool
    hides_circle: bool
    shows_circle: bool


def described(viewer: Viewer, ids: Collection[int]) -> dict[int, Described]:
    """By id, for rows that the caller's own rule lets be seen; five statements, however many.

    Two to four more where somebody keeps a part to few.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    rows = _ROWS.made(me=viewer.person_id or 0, ids=list(wanted))
    fields, kept = _fields(viewer, wanted), kept_back(viewer, wanted)
    followers, following = _counted("followed", wanted), _counted("follower", wanted)
    return {
        row.id: Described(
            line=line_from(row[: len(LINE)]),
            summary="" if Part.SUMMARY in kept.get(row.id, ()) else row.summary,
            pronouns="" if Part.PRONOUNS in kept.get(row.id, ()) else row.pronouns,
            fields=tuple(fields[row.id]),
            since=row.created_at,
            is_local=not row.domain,
            is_member=row.is_member,
            is_coop=row.is_coop,
            is_gone=row.removed_at is not None,
            approves_followers=row.approves_followers,
            is_searchable=row.is_searchable,
            is_discoverable=row.is_discoverable,
            hides_circle=row.hides_circle,
            followers=followers.get(row.id, 0) if row.shows_circle else None,
            following=following.get(row.id, 0) if row.shows_circle else None,
            shows_last_active=Part.LAST_ACTIVE not in kept.get(row.id, ()),
        )
        for row in rows
    }


def come_upon(viewer: Viewer, ids: Collection[int]) -> set[int]:
    """Those of `ids` who are here and whom nothing hides from the viewer."""
    return set(_MET.ids(ids=list(ids), **viewer.me))


def _fields(viewer: Viewer, ids: Collection[int]) -> dict[int, list[FieldLine]]:
    found: dict[int, list[FieldLine]] = defaultdict(list)
    rows = _FIELDS.rows(ids=list(ids))
    kept = any(shown_to != ShownTo.EVERYBODY for *_line, shown_to in rows)
    within = reach(viewer if kept else ANYONE, ids)
    for person_id, label, value, verified_at, shown_to in rows:
        if within.gets(person_id, shown_to):
            found[person_id].append(FieldLine(label, value, is_link(value), verified_at))
    return found


def _counted(end: str, ids: Collection[int]) -> dict[int, int]:
    return dict(_counting(end).rows(ids=list(ids)))


def _rows(*, me: int, ids: Sequence[int]) -> QuerySet[Person, Any]:
    membership = Standing.objects.filter(person=OuterRef("pk"), kind=Standing.Kind.MEMBER, until=None)
    rows = Person.objects.filter(id__in=ids).annotate(
        is_member=Exists(membership),
        is_coop=Exists(CoopAccount.objects.filter(person=OuterRef("pk"))),
        hides_circle=Exists(KeptCircle.objects.filter(person=OuterRef("pk"))),
        shows_circle=Case(When(shows_circle_to(Viewer(me)), then=True), default=False),
    )
    return rows.values_list(*_Row._fields)


@cache
def _counting(end: str) -> Prepared:
    def build(*, ids: Sequence[int]) -> QuerySet[Follow, Any]:
        rows = accepted().filter(**{f"{end}__in": ids}).order_by().values(f"{end}_id")
        counted: QuerySet[Follow, Any] = rows.annotate(n=Count("id")).values_list(f"{end}_id", "n")
        return counted

    return Prepared(build)


# Asked for every page of an app's.
_ROWS = Prepared(_rows, lambda row: _Row(*row))
_MET = Prepared(
    lambda *, ids, me=None: (
        Person.objects.filter(not_hidden_from(me), not_shut_out(), id__in=ids, removed_at=None)
        .order_by()
        .values_list("id")
    )
)
_FIELDS = Prepared(
    lambda *, ids: (
        ProfileField.objects.filter(person_id__in=ids)
        .order_by("person_id", "place")
        .values_list("person_id", "label", "value", "verified_at", "shown_to")
    )
)

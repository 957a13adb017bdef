"""People's pages, and what they chose about being found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, Exists, OuterRef, QuerySet, When

from commonhold.ground.prepared import Prepared
from commonhold.social.people.links import is_link
from commonhold.social.people.models import CoopAccount, Follow, Person, ShownTo, Standing
from commonhold.social.people.queries.circles import shows_circle_to
from commonhold.social.people.queries.parts import Part, kept_back, reach
from commonhold.social.people.queries.rows import accepted, asked_for, called
from commonhold.social.people.queries.viewer import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson


@dataclass(frozen=True)
class FieldLine:
    """A line of a profile. `is_link` when all of its value is an https address.

    `verified_at`: since when its page is known to link back with rel="me".
    """

    label: str
    value: str
    is_link: bool
    verified_at: datetime | None = None


@dataclass(frozen=True)
class Profile:
    """A person's page, as far as she shows it to the viewer. The last four say how both stand to each other.

    `followers` and `following` count, or are None where she does not show the viewer her circle.
    """

    id: int
    handle: str
    name: str
    summary: str
    pronouns: str
    fields: list[FieldLine]
    since: datetime
    is_local: bool
    is_member: bool
    is_coop: bool
    approves_followers: bool
    followers: int | None
    following: int | None
    is_me: bool
    is_followed: bool
    is_asked: bool
    has_bell: bool
    follows_me: bool


def profile(viewer: Viewer, handle: str) -> Profile:
    """The page of the person called `handle`. Raises NoSuchPerson."""
    me = viewer.person_id
    found = _DESCRIBED.rows(**asked_for(handle), **viewer.me)
    if not found:
        raise NoSuchPerson
    *columns, is_member, is_coop, shows_circle, follows_me = found[0]
    row = Person.from_db(DEFAULT_DB_ALIAS, _COLUMNS, columns)
    mine = Follow.objects.filter(follower_id=me, followed=row).first()
    kept, lines = kept_back(viewer, [row.id]).get(row.id, frozenset()), list(row.fields.order_by("place"))
    is_kept = any(each.shown_to != ShownTo.EVERYBODY for each in lines)
    within = reach(viewer if is_kept else ANYONE, [row.id])
    return Profile(
        id=row.id,
        handle=row.address,
        name=row.display_name,
        summary="" if Part.SUMMARY in kept else row.summary,
        pronouns="" if Part.PRONOUNS in kept else row.pronouns,
        fields=[
            FieldLine(each.label, each.value, is_link(each.value), each.verified_at)
            for each in lines
            if within.gets(row.id, each.shown_to)
        ],
        since=row.created_at,
        is_local=not row.domain,
        is_member=is_member,
        is_coop=is_coop,
        approves_followers=row.approves_followers,
        followers=accepted().filter(followed=row).count() if shows_circle else None,
        following=accepted().filter(follower=row).count() if shows_circle else None,
        is_me=row.id == me,
        is_followed=mine is not None and mine.accepted_at is not None,
        is_asked=mine is not None and mine.accepted_at is None,
        has_bell=mine is not None and mine.has_bell,
        follows_me=follows_me,
    )


def _described(*, name: str, domain: str = "", me: int | None = None) -> QuerySet[Person, Any]:
    membership = Standing.objects.filter(person=OuterRef("pk"), kind=Standing.Kind.MEMBER, until=None)
    return called(name=name, domain=domain, me=me).values_list(
        *_COLUMNS,
        Exists(membership),
        Exists(CoopAccount.objects.filter(person=OuterRef("pk"))),
        Case(When(shows_circle_to(Viewer(me)), then=True), default=False),
        Exists(accepted().filter(follower=OuterRef("pk"), followed_id=me)),
    )


_COLUMNS = [each.attname for each in Person._meta.concrete_fields]
_DESCRIBED = Prepared(_described)


def is_findable(viewer: Viewer) -> tuple[bool, bool]:
    """What the viewer chose: may her posts be found by their words; may she be suggested to people."""
    rows = Person.objects.filter(id=viewer.person_id or 0)
    return rows.values_list("is_searchable", "is_discoverable").first() or (False, False)


def arrived_at(person_id: int) -> datetime:
    """Since when somebody has had this account. Raises NoSuchPerson."""
    row = Person.objects.filter(id=person_id).values_list("created_at", flat=True).first()
    if row is None:
        raise NoSuchPerson
    return row

"""Who is here. A viewer comes first; what is asked for and not there is NotFound."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commonhold.ground.prepared import Prepared
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.models import Follow, Person, Standing
from commonhold.social.people.refusals import AccountClosed, NoSuchPerson


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a person, or anyone at all."""

    person_id: int | None


ANYONE = Viewer(None)
_LINK = re.compile(r"https://[a-z0-9][a-z0-9.-]*[^\s<>\"@\\]*", re.IGNORECASE)


@dataclass(frozen=True)
class PersonLine:
    """A person as a byline: `handle` is what follows the @, with the server of a remote person."""

    id: int
    handle: str
    name: str


@dataclass(frozen=True)
class FieldLine:
    """A line of a profile. `is_link` when all of its value is an https address."""

    label: str
    value: str
    is_link: bool


@dataclass(frozen=True)
class Profile:
    """A person's page. The last four say how viewer and person stand to each other."""

    id: int
    handle: str
    name: str
    summary: str
    pronouns: str
    fields: list[FieldLine]
    since: datetime
    is_local: bool
    is_member: bool
    approves_followers: bool
    followers: int
    following: int
    is_me: bool
    is_followed: bool
    is_asked: bool
    follows_me: bool


def person(viewer: Viewer, person_id: int) -> PersonLine:
    """One person. Raises NoSuchPerson."""
    return _one(Person.objects.filter(not_hidden_from(viewer.person_id), id=person_id))


def by_handle(viewer: Viewer, handle: str) -> PersonLine:
    """The person called `handle`, in any case, with or without @. Raises NoSuchPerson."""
    return _one(_called(viewer, handle))


def lines(viewer: Viewer, ids: Collection[int]) -> dict[int, PersonLine]:
    """Bylines by id for rows that the caller's own rule lets be seen: of people who left or blocked, too."""
    return {row.id: line_of(row) for row in Person.objects.filter(id__in=ids)}


def found_among(viewer: Viewer, ids: Collection[int]) -> dict[int, PersonLine]:
    """Bylines by id of those whom the viewer may come upon; people who left are somebody who left."""
    rows = Person.objects.filter(not_hidden_from(viewer.person_id), id__in=ids)
    return {row.id: line_of(row) for row in rows}


def by_handles(viewer: Viewer, handles: Collection[str]) -> dict[str, PersonLine]:
    """Those of `handles` (lower case, as `ada` or `eve@elsewhere.example`) that are somebody's."""
    wanted = reduce(or_, map(_address, handles), Q(pk__in=[]))
    return {row.address.lower(): line_of(row) for row in _found_by(viewer).filter(wanted)}


def name_of(person_id: int) -> str:
    """How a person is called, for a sentence. Raises NoSuchPerson."""
    return person(ANYONE, person_id).name


def profile(viewer: Viewer, handle: str) -> Profile:
    """The page of the person called `handle`. Raises NoSuchPerson."""
    me = viewer.person_id
    membership = Standing.objects.filter(person=OuterRef("pk"), kind=Standing.Kind.MEMBER, until=None)
    row = (
        _called(viewer, handle)
        .annotate(
            is_member=Exists(membership),
            follows_me=Exists(_accepted().filter(follower=OuterRef("pk"), followed_id=me)),
        )
        .first()
    )
    if row is None:
        raise NoSuchPerson
    mine = Follow.objects.filter(follower_id=me, followed=row).first()
    return Profile(
        id=row.id,
        handle=row.address,
        name=row.display_name,
        summary=row.summary,
        pronouns=row.pronouns,
        fields=[
            FieldLine(each.label, each.value, bool(_LINK.fullmatch(each.value)))
            for each in row.fields.order_by("place")
        ],
        since=row.created_at,
        is_local=not row.domain,
        is_member=row.is_member,
        approves_followers=row.approves_followers,
        followers=_accepted().filter(followed=row).count(),
        following=_accepted().filter(follower=row).count(),
        is_me=row.id == me,
        is_followed=mine is not None and mine.accepted_at is not None,
        is_asked=mine is not None and mine.accepted_at is None,
        follows_me=row.follows_me,
    )


def suggested(viewer: Viewer, *, limit: int = 12) -> list[tuple[PersonLine, int]]:
    """People of this server whom the viewer does not follow, with how many of those whom she follows do.

    Only who lets herself be suggested; those whom most of them follow come first.
    """
    mine = _accepted().filter(follower_id=viewer.person_id or 0).values("followed_id")
    asked = Follow.objects.filter(follower_id=viewer.person_id or 0).values("followed_id")
    rows = _found_by(viewer).filter(domain="", is_discoverable=True).exclude(id=viewer.person_id or 0)
    rows = rows.exclude(id__in=asked)
    shared = Count(
        "followed_by", filter=Q(followed_by__follower_id__in=mine, followed_by__accepted_at__isnull=False)
    )
    rows = rows.annotate(shared=shared).order_by("-shared", "-id")
    return [(line_of(row), row.shared) for row in rows[:limit]]


def is_findable(viewer: Viewer) -> tuple[bool, bool]:
    """What the viewer chose: may her posts be found by their words; may she be suggested to people."""
    rows = Person.objects.filter(id=viewer.person_id or 0)
    return rows.values_list("is_searchable", "is_discoverable").first() or (False, False)


def person_of_login(login_id: int) -> PersonLine | None:
    """Whom a login speaks as: the first of its people, or None before there is one."""
    for row in _OF_LOGIN.rows(login_id=login_id):
        return line_from(row)
    return None


def email_to_sign_in(handle: str) -> str | None:
    """The address that the person called `handle` signs in with; for the sign-in form alone."""
    return _called(ANYONE, handle).values_list("login__email", flat=True).first()


def mail_address(person_id: int) -> str | None:
    """Where somebody can be written to: the address that she signs in with, once it is confirmed as hers."""
    row = _present().filter(id=person_id, login__isnull=False).select_related("login").first()
    if row is None or row.login is None:
        return None
    known = EmailAddress.objects.filter(user=row.login, email__iexact=row.login.email, verified=True)
    return row.login.email if known.exists() else None


def search(viewer: Viewer, text: str = "", *, limit: int = 50) -> list[PersonLine]:
    """Local people whose name or handle contains `text`, by handle."""
    text = text.strip().removeprefix("@")
    rows = _found_by(viewer).filter(Q(handle__icontains=text) | Q(display_name__icontains=text), domain="")
    return _lines(rows.order_by("handle")[:limit])


def followers(viewer: Viewer, person_id: int, *, limit: int = 200) -> list[PersonLine]:
    """Who follows a person, the latest first."""
    return _asking(viewer, person_id, accepted=True, limit=limit)


def follow_requests(viewer: Viewer, *, limit: int = 200) -> list[PersonLine]:
    """Who asks to follow the viewer and waits for an answer, the latest first."""
    return [] if viewer.person_id is None else _asking(viewer, viewer.person_id, accepted=False, limit=limit)


def following(viewer: Viewer, person_id: int, *, limit: int = 200) -> list[PersonLine]:
    """Whom a person follows, the latest first."""
    rows = _found_by(viewer).filter(
        followed_by__follower_id=person_id, followed_by__accepted_at__isnull=False
    )
    return _lines(rows.order_by("-followed_by__id")[:limit])


def is_following(viewer: Viewer, person_id: int) -> bool:
    """Does the viewer follow this person, with her consent where she asks for it?"""
    return _accepted().filter(follower_id=viewer.person_id, followed_id=person_id).exists()


def is_member(person_id: int) -> bool:
    """Does this person hold a member's standing?"""
    return Standing.objects.filter(person_id=person_id, kind=Standing.Kind.MEMBER, until=None).exists()


def arrived_at(person_id: int) -> datetime:
    """Since when somebody has had this account. Raises NoSuchPerson."""
    row = Person.objects.filter(id=person_id).values_list("created_at", flat=True).first()
    if row is None:
        raise NoSuchPerson
    return row


def followers_among(viewer: Viewer, person_id: int, people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` who follow this person."""
    rows = _accepted().filter(followed_id=person_id, follower_id__in=people_ids)
    return set(rows.values_list("follower_id", flat=True))


def followed_among(viewer: Viewer, people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` whom the viewer follows."""
    rows = _accepted().filter(follower_id=viewer.person_id, followed_id__in=people_ids)
    return set(rows.values_list("followed_id", flat=True))


def remote_among(people_ids: Collection[int]) -> set[int]:
    """Those of `people_ids` who live on other servers."""
    return set(Person.objects.filter(id__in=people_ids).exclude(domain="").values_list("id", flat=True))


def is_steward(person_id: int) -> bool:
    """Did the members give this person a mandate, whichever?"""
    return Standing.objects.filter(person_id=person_id, kind=Standing.Kind.STEWARD, until=None).exists()


def steward_ids() -> list[int]:
    """Everybody who holds a mandate; for telling them, not for pages."""
    rows = Standing.objects.filter(kind=Standing.Kind.STEWARD, until=None)
    return list(rows.values_list("person_id", flat=True))


def must_be_active(person_id: int) -> None:
    """What every action of a person asks first. Raises AccountClosed."""
    if not _present().filter(id=person_id).exists():
        raise AccountClosed


#: Columns for `line_from`, in its order.
LINE = ("id", "handle", "domain", "display_name")


def line_from(values: Sequence[Any]) -> PersonLine:
    """The byline of these columns of a row that another room has joined to its own."""
    person_id, handle, domain, name = values
    return PersonLine(person_id, f"{handle}@{domain}" if domain else handle, name or _("Somebody who left"))


def line_of(row: Person) -> PersonLine:
    """The byline of a row; one who left has no name any more."""
    return PersonLine(row.id, row.address, row.display_name or _("Somebody who left"))


def _present() -> QuerySet[Person]:
    return Person.objects.filter(removed_at=None)


def _of_login(*, login_id: int) -> QuerySet[Person, Any]:
    return _present().filter(login_id=login_id).order_by("id").values_list(*LINE)[:1]


_OF_LOGIN = Prepared(_of_login)


def _accepted() -> QuerySet[Follow]:
    return Follow.objects.filter(accepted_at__isnull=False)


def _found_by(viewer: Viewer) -> QuerySet[Person]:
    return _present().filter(not_hidden_from(viewer.person_id))


def _called(viewer: Viewer, handle: str) -> QuerySet[Person]:
    return _found_by(viewer).filter(_address(handle.strip().removeprefix("@")))


def _address(handle: str) -> Q:
    name, _at, domain = handle.partition("@")
    return Q(handle__iexact=name, domain__iexact=domain)


def _one(rows: QuerySet[Person]) -> PersonLine:
    row = rows.first()
    if row is None:
        raise NoSuchPerson
    return line_of(row)


def _asking(viewer: Viewer, person_id: int, *, accepted: bool, limit: int) -> list[PersonLine]:
    rows = _found_by(viewer).filter(follows__followed_id=person_id, follows__accepted_at__isnull=not accepted)
    return _lines(rows.order_by("-follows__id")[:limit])


def _lines(rows: Iterable[Person]) -> list[PersonLine]:
    return [line_of(row) for row in rows]

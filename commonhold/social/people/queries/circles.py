"""Circles: whom somebody follows and who follows her, as far as those whom it concerns show it.

A follow has two ends. Others see it only where both ends show them their circles; each end always sees it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from commonhold.ground.prepared import Prepared
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.models import Follow, KeptCircle, Person
from commonhold.social.people.queries.in_lines import PersonLine, line_of
from commonhold.social.people.queries.rows import accepted, one_called
from commonhold.social.people.queries.viewer import Viewer
from commonhold.social.people.refusals import CircleKeptBack, NoSuchPerson

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Companion:
    """Somebody of a circle. `state` is how the viewer follows her, as the follow button names it:
    "followed", "asked", "asks" (would have to ask), "me", or nothing yet.
    """

    person: PersonLine
    state: str


@dataclass(frozen=True)
class Circle:
    """One page of a circle; `older` is where the next page begins, if there is one."""

    owner: PersonLine
    people: list[Companion]
    older: int | None
    is_mine: bool


@dataclass(frozen=True)
class Acquaintances:
    """Whom the viewer follows among somebody's followers: the latest few, and how many there are besides."""

    people: list[PersonLine]
    others: int


def shows_circle_to(viewer: Viewer, path: str = "") -> Q:
    """The condition that a person shows her circle to the viewer; `path` leads to her, "" from herself."""
    me = viewer.person_id or 0
    follows = accepted().filter(follower_id=me, followed_id=OuterRef("person_id"))
    kept = KeptCircle.objects.filter(person_id=OuterRef(f"{path}_id" if path else "id")).exclude(person_id=me)
    return ~Q(Exists(kept.filter(Q(shown_to=KeptCircle.ShownTo.NOBODY) | ~Exists(follows))))


def circle_is_shown(viewer: Viewer, person_id: int) -> bool:
    """Does this person show the viewer her circle?"""
    return bool(_SHOWN.ids(person_id=person_id, **viewer.me))


_SHOWN = Prepared(
    lambda *, person_id, me=None: Person.objects.filter(
        shows_circle_to(Viewer(me)), id=person_id
    ).values_list("id")
)


def circle_shown_to(viewer: Viewer) -> str:
    """To whom the viewer shows hers: "everybody", "followers" or "nobody"."""
    row = KeptCircle.objects.filter(person_id=viewer.person_id or 0).first()
    return EVERYBODY if row is None else row.shown_to


def circle_of_followers(
    viewer: Viewer, handle: str, *, known: bool = False, before: int | None = None, limit: int = 40
) -> Circle:
    """Who follows the person called so, the latest first; `known`, of them whom the viewer follows.

    Raises NoSuchPerson or CircleKeptBack.
    """
    only = _followed_by(viewer) if known else Q()
    return _circle(viewer, handle, only, end="followed", other="follower", before=before, limit=limit)


def circle_of_followed(viewer: Viewer, handle: str, *, before: int | None = None, limit: int = 40) -> Circle:
    """Whom the person called so follows, the latest first. Raises NoSuchPerson or CircleKeptBack."""
    return _circle(viewer, handle, Q(), end="follower", other="followed", before=before, limit=limit)


def acquaintances(viewer: Viewer, person_id: int, *, limit: int = 2) -> Acquaintances:
    """Who follows this person and is followed by the viewer, as far as both show the viewer their circles."""
    if viewer.person_id in (None, person_id):
        return Acquaintances([], 0)
    rows = accepted().filter(
        _followed_by(viewer),
        *(not_hidden_from(viewer.person_id, end) for end in ("follower", "followed")),
        *(shows_circle_to(viewer, end) for end in ("follower", "followed")),
        followed_id=person_id,
    )
    latest = list(rows.select_related("follower").order_by("-id")[:limit])
    others = rows.count() - limit if len(latest) == limit else 0
    return Acquaintances([line_of(each.follower) for each in latest], others)


def companions(viewer: Viewer, people: Collection[Person]) -> list[Companion]:
    """These people in their order, each with how the viewer follows her."""
    rows = Follow.objects.filter(follower_id=viewer.person_id or 0, followed__in=people)
    mine = {row.followed_id: "asked" if row.accepted_at is None else "followed" for row in rows}
    unasked = {each.id: "asks" if each.approves_followers else "" for each in people}
    states = {**unasked, **mine, viewer.person_id or 0: "me"}
    return [Companion(line_of(each), states[each.id]) for each in people]


def _followed_by(viewer: Viewer) -> Q:
    """The condition that the viewer follows who follows."""
    mine = accepted().filter(follower_id=viewer.person_id or 0, followed_id=OuterRef("follower_id"))
    return Q(Exists(mine))


def _circle(
    viewer: Viewer, handle: str, only: Q, *, end: str, other: str, before: int | None, limit: int
) -> Circle:
    owner = one_called(viewer, handle)
    if owner is None:
        raise NoSuchPerson
    if not circle_is_shown(viewer, owner.id):
        raise CircleKeptBack(owner.display_name)
    me = viewer.person_id or 0
    rows = accepted().filter(only, not_hidden_from(viewer.person_id, other), **{f"{end}_id": owner.id})
    if owner.id != me:
        rows = rows.filter(Q(**{f"{other}_id": me}) | shows_circle_to(viewer, other))
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.select_related(other).order_by("-id")[: limit + 1])
    shown = found[:limit]
    return Circle(
        owner=line_of(owner),
        people=companions(viewer, [getattr(row, other) for row in shown]),
        older=shown[-1].id if len(found) > limit else None,
        is_mine=owner.id == me,
    )

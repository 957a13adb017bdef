"""One's own page as somebody else gets it: the queries that every door asks, for a viewer made up for it.

The made-up viewer follows, or is a member, by the same actions as anybody, in a transaction that is then
taken back: nobody is told, and nothing stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people import actions, queries
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Circle, Profile, Viewer
from commonhold.social.people.refusals import CircleKeptBack
from commonhold.social.portraits import queries as portraits
from commonhold.social.portraits.queries import Portraits
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.surroundings import said_by

_LATEST = 10


class Eyes(StrEnum):
    """Through whose eyes."""

    STRANGER = "stranger"
    MEMBER = "member"
    FOLLOWER = "follower"


@dataclass(frozen=True)
class SeenAs:
    """What such a viewer gets. The circles are None where they are kept back."""

    profile: Profile
    pictures: Portraits
    posts: list[PostView]
    followers: Circle | None
    following: Circle | None
    last_active: datetime | None


def seen_as(viewer: Viewer, eyes: Eyes, *, now: datetime) -> SeenAs:
    """The viewer's own page through the eyes of another. Raises NoSuchPerson for who isn't here."""
    me = queries.person(viewer, viewer.person_id or 0)
    with _somebody(me.id, eyes, now) as other:
        latest = said_by([me.id]).get(me.id)
        shows_last = queries.described(other, [me.id])[me.id].shows_last_active
        return SeenAs(
            profile=_without(other, queries.profile(other, me.handle)),
            pictures=portraits.of(other, me.id),
            posts=posts.by_author(other, me.id, limit=_LATEST),
            followers=_circle(other, me.handle, followers=True),
            following=_circle(other, me.handle, followers=False),
            last_active=ids.time_of(latest.latest) if latest and shows_last else None,
        )


@contextmanager
def _somebody(person_id: int, eyes: Eyes, now: datetime) -> Iterator[Viewer]:
    """A viewer of this kind who exists for as long as it takes."""
    if eyes is Eyes.STRANGER:
        yield ANYONE
        return
    with transaction.atomic():
        made_up = actions.create_person(
            login_id=None, handle=f"eyes_{ids.new_id(now)}", display_name="·", now=now
        )
        if eyes is Eyes.MEMBER:
            actions.grant_standing(person_id=made_up, kind=Standing.Kind.MEMBER, now=now)
        elif not actions.follow(made_up, person_id=person_id, now=now):
            actions.accept_follow(person_id, person_id=made_up, now=now)
        yield Viewer(made_up)
        transaction.set_rollback(True)


def _circle(other: Viewer, handle: str, *, followers: bool) -> Circle | None:
    ask = queries.circle_of_followers if followers else queries.circle_of_followed
    try:
        found = ask(other, handle, limit=_LATEST)
    except CircleKeptBack:
        return None
    return replace(found, people=[each for each in found.people if each.person.id != other.person_id])


def _without(other: Viewer, profile: Profile) -> Profile:
    """The made-up viewer does not count among the followers."""
    if profile.followers is None or not profile.is_followed or other.person_id is None:
        return profile
    return replace(profile, followers=profile.followers - 1)

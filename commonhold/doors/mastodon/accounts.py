"""People: who I am, who others are, and how we stand to each other (docs: methods/accounts)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from commonhold.doors.calls.addresses import domain
from commonhold.doors.calls.answers import Answer, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.calls.waiting import freshen, looked_up
from commonhold.doors.mastodon.entities.accounts import (
    Entity,
    account,
    credential_account,
    in_order,
    relationship,
)
from commonhold.doors.mastodon.entities.statuses import entries, statuses
from commonhold.doors.mastodon.within_reach import present
from commonhold.social.actors.queries import uri_of
from commonhold.social.feeds.of_person import Wanted, read_person
from commonhold.social.filters.matching import Place
from commonhold.social.lookups.sought import sought_in
from commonhold.social.people import actions
from commonhold.social.people import queries as people
from commonhold.social.people.refusals import CircleKeptBack, NoSuchPerson
from commonhold.social.posts.pinned import pinned_by

_MOST_AT_ONCE = 100


@endpoint(scope="profile read:accounts")
def verify(asked: Asked) -> Entity:
    """GET /api/v1/accounts/verify_credentials."""
    return credential_account(asked.viewer, asked.me)


@endpoint(who=Who.ANYONE, scope="read:accounts")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v1/accounts/:id."""
    return account(asked.viewer, present(asked, id))


@endpoint(who=Who.ANYONE, scope="read:accounts")
def show_many(asked: Asked) -> list[Entity]:
    """GET /api/v1/accounts."""
    wanted = asked.ids("id")[:_MOST_AT_ONCE]
    found = people.come_upon(asked.viewer, wanted)
    return in_order(asked.viewer, [each for each in dict.fromkeys(wanted) if each in found])


@endpoint(who=Who.ANYONE, scope="read:accounts")
def lookup(asked: Asked) -> Entity:
    """GET /api/v1/accounts/lookup. Whoever of another server is not known here is asked for there."""
    name = asked.needed("acct")
    try:
        return account(asked.viewer, people.by_handle(asked.viewer, name.removeprefix("@")).id)
    except NoSuchPerson:
        found = _looked_up(asked, name)
        if found is None:
            raise
        return account(asked.viewer, found)


@endpoint(who=Who.PERSON, scope="read:accounts")
def search(asked: Asked) -> list[Entity]:
    """GET /api/v1/accounts/search."""
    span = asked.span(default=40, most=80)
    found = people.search(asked.viewer, asked.text("q"), limit=span.limit)
    wanted = [*_elsewhere(asked), *(each.id for each in found)]
    if asked.flag("following"):
        followed = people.followed_among(asked.viewer, wanted)
        wanted = [each for each in wanted if each in followed]
    return in_order(asked.viewer, wanted)


def _elsewhere(asked: Asked) -> list[int]:
    """Whoever of another server is called so; asked for there only on wish."""
    sought = sought_in(asked.text("q"))
    if "@" not in sought or "://" in sought:
        return []
    known = people.by_handles(asked.viewer, [sought.lower()])
    if known or not asked.flag("resolve"):
        return [each.id for each in known.values()]
    found = _looked_up(asked, sought)
    return [] if found is None else [found]


def _looked_up(asked: Asked, name: str) -> int | None:
    """Whoever is called so on another server, as far as it says so in time."""
    sought = sought_in(name)
    is_elsewhere = "@" in sought and "://" not in sought and sought.rpartition("@")[2] != domain().lower()
    if not is_elsewhere or asked.viewer.person_id is None:
        return None
    return looked_up(asked.viewer, sought, now=asked.now).person_id


@endpoint(who=Who.PERSON, scope="read:follows")
def relationships(asked: Asked) -> list[Entity]:
    """GET /api/v1/accounts/relationships, in the order in which they were asked for."""
    wanted = list(dict.fromkeys(asked.ids("id")))[:_MOST_AT_ONCE]
    found = people.relations(asked.viewer, wanted)
    return [relationship(found[each]) for each in wanted if each in found]


@endpoint(who=Who.PERSON, scope="read:follows")
def familiar_followers(asked: Asked) -> list[Entity]:
    """GET /api/v1/accounts/familiar_followers: a few of those whom I follow, for each."""
    wanted = list(dict.fromkeys(asked.ids("id")))[:_MOST_AT_ONCE]
    return [{"id": str(each), "accounts": in_order(asked.viewer, _familiar(asked, each))} for each in wanted]


@endpoint(who=Who.ANYONE, scope="read:statuses")
def show_statuses(asked: Asked, id: str) -> Answer:
    """GET /api/v1/accounts/:id/statuses."""
    person_id, span = present(asked, id), asked.span()
    freshen(asked.viewer, sought=uri_of(person_id), what="outbox", now=asked.now)
    if asked.flag("pinned"):
        return Answer(statuses(asked.viewer, pinned_by(asked.viewer, person_id), now=asked.now))
    wanted = Wanted(
        answers=not asked.flag("exclude_replies"),
        boosts=not asked.flag("exclude_reblogs"),
        only_media=asked.flag("only_media"),
    )
    found = read_person(asked.viewer, person_id, span, wanted)
    body = entries(asked.viewer, found, now=asked.now, place=Place.PROFILES)
    return paged(asked, body, [each.place for each in found], span)


@endpoint(who=Who.ANYONE, scope="read:accounts")
def followers(asked: Asked, id: str) -> Answer:
    """GET /api/v1/accounts/:id/followers. One who keeps her circle back shows nobody."""
    return _circle(asked, id, people.circle_of_followers)


@endpoint(who=Who.ANYONE, scope="read:accounts")
def following(asked: Asked, id: str) -> Answer:
    """GET /api/v1/accounts/:id/following."""
    return _circle(asked, id, people.circle_of_followed)


@endpoint(scope="write:follows")
def follow(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/follow."""
    person_id = id_of(id)
    actions.follow(asked.me, person_id=person_id, now=asked.now)
    if asked.has("reblogs"):
        choose = actions.show_boosts if asked.flag("reblogs") else actions.hide_boosts
        choose(asked.me, person_id=person_id, now=asked.now)
    if asked.has("notify"):
        actions.choose_bell(asked.me, person_id=person_id, rings=asked.flag("notify"))
    return _relation(asked, person_id)


@endpoint(scope="write:follows")
def unfollow(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/unfollow."""
    return _done(asked, id, actions.unfollow)


@endpoint(scope="write:follows")
def remove_follower(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/remove_from_followers."""
    return _done(asked, id, actions.remove_follower)


@endpoint(scope="write:blocks")
def block(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/block."""
    return _done(asked, id, actions.block)


@endpoint(scope="write:blocks")
def unblock(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/unblock."""
    return _done(asked, id, actions.unblock)


@endpoint(scope="write:mutes")
def mute(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/mute; `duration` in seconds, 0 for good."""
    person_id, seconds = id_of(id), asked.number("duration", 0) or 0
    actions.mute(
        asked.me,
        person_id=person_id,
        until=asked.now + timedelta(seconds=min(seconds, 10**9)) if seconds > 0 else None,
        hides_notifications=asked.flag("notifications", default=True),
        now=asked.now,
    )
    return _relation(asked, person_id)


@endpoint(scope="write:mutes")
def unmute(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/unmute."""
    return _done(asked, id, actions.unmute)


@endpoint(scope="write:accounts")
def note(asked: Asked, id: str) -> Entity:
    """POST /api/v1/accounts/:id/note."""
    person_id = id_of(id)
    actions.write_note(asked.me, person_id=person_id, text=asked.text("comment"), now=asked.now)
    return _relation(asked, person_id)


def _done(asked: Asked, id: str, act: Callable[..., Any]) -> Entity:
    person_id = id_of(id)
    if person_id not in people.relations(asked.viewer, [person_id]):
        raise not_found()
    act(asked.me, person_id=person_id, now=asked.now)
    return _relation(asked, person_id)


def _relation(asked: Asked, person_id: int) -> Entity:
    return relationship(people.relations(asked.viewer, [person_id])[person_id])


def _familiar(asked: Asked, person_id: int) -> list[int]:
    return [each.id for each in people.acquaintances(asked.viewer, person_id, limit=10).people]


def _circle(asked: Asked, id: str, read: Callable[..., people.Circle]) -> Answer:
    person_id, span = present(asked, id), asked.span(default=40, most=80)
    try:
        handle = people.person(asked.viewer, person_id).handle
        found = read(asked.viewer, handle, before=span.before, limit=span.limit)
    except CircleKeptBack:
        return Answer([])
    body = in_order(asked.viewer, [each.person.id for each in found.people])
    places: Sequence[int] = [] if found.older is None else [found.older] * len(body)
    return paged(asked, body, places, span)

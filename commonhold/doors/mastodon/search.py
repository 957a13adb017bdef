"""Search (docs: methods/search): each kind is found as on the page of the same name, with the same eyes."""

from __future__ import annotations

from commonhold.doors.calls.addresses import domain
from commonhold.doors.calls.answers import Wrong
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.waiting import looked_up
from commonhold.doors.mastodon.entities import tags as tag_entities
from commonhold.doors.mastodon.entities.accounts import Entity, in_order
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.doors.mastodon.places import id_in, place_of
from commonhold.social.lookups.sought import sought_in
from commonhold.social.people import queries as people
from commonhold.social.people import safety
from commonhold.social.people.queries import ANYONE
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts import queries as posts
from commonhold.social.search import asking, queries

_KINDS = ("accounts", "statuses", "hashtags")
Found = dict[str, list[Entity]]


@endpoint(who=Who.ANYONE, scope="read:search")
def search(asked: Asked) -> Found:
    """GET /api/v2/search. What is asked for with an address here is that one thing; `resolve` or not."""
    text = asked.needed("q").replace("\0", "").strip()[: asking.LONGEST]
    kind, skip = asked.text("type"), asked.offset() if asked.text("type") else 0
    if asked.viewer.person_id is None and (asked.flag("resolve") or asked.offset()):
        raise Wrong(401, "Search queries that resolve or page are not supported without authentication")
    wanted = [each for each in _KINDS if kind in {"", each}]
    named = _named(asked, text)
    if named is not None:
        return {each: named.get(each, []) if each in wanted and not skip else [] for each in _KINDS}
    looks = {"accounts": _accounts, "statuses": _statuses, "hashtags": _hashtags}
    return {each: looks[each](asked, text, skip) if each in wanted else [] for each in _KINDS}


def _named(asked: Asked, text: str) -> Found | None:
    """The person or the post whose address this is; None for anything that is no address."""
    known = id_in(text)
    if known is not None:
        kind, number = known
        return {"statuses": _post(asked, number)} if kind == "posts" else {"accounts": _ours(asked, number)}
    place = place_of(text)
    if place is None:
        return _elsewhere(asked, text)
    if place.post_id is None:
        return {"accounts": _person(asked, place.handle)}
    return {"statuses": _post(asked, place.post_id)}


def _post(asked: Asked, post_id: int) -> list[Entity]:
    seen = [each for each in posts.posts(asked.viewer, [post_id]) if not each.removed]
    return statuses(asked.viewer, seen, now=asked.now)


def _ours(asked: Asked, person_id: int) -> list[Entity]:
    """Somebody who is at home here."""
    one = people.described(ANYONE, [person_id]).get(person_id)
    return [] if one is None or not one.is_local else _person(asked, one.line.handle)


def _elsewhere(asked: Asked, text: str) -> Found | None:
    """Whoever or whatever has this address on another server; asked for there only on wish."""
    sought = sought_in(text)
    if not sought or asked.viewer.person_id is None or sought.rpartition("@")[2] == domain().lower():
        return None
    if "://" not in sought and (known := _person(asked, sought)):
        return {"accounts": known}
    if not asked.flag("resolve"):
        return None
    finding = looked_up(asked.viewer, sought, now=asked.now)
    if finding.person_id is not None:
        return {"accounts": in_order(asked.viewer, [finding.person_id])}
    seen = posts.posts(asked.viewer, [finding.post_id] if finding.post_id is not None else [])
    found = [each for each in seen if not each.removed]
    return {"statuses": statuses(asked.viewer, found, now=asked.now)} if found else None


def _accounts(asked: Asked, text: str, skip: int) -> list[Entity]:
    name = text.removeprefix("@")
    if "@" in name and " " not in name:
        return [] if skip else _person(asked, name)
    only = asked.flag("following")
    found = people.search(asked.viewer, text, only_followed=only, skip=skip, limit=asked.span().limit)
    away = [] if skip or only else _kept_away(asked, name)
    return [*away, *in_order(asked.viewer, [each.id for each in found])]


def _person(asked: Asked, handle: str) -> list[Entity]:
    """Whoever is called exactly so, with or without this server's name."""
    name, _at, where = handle.partition("@")
    try:
        found = people.by_handle(asked.viewer, name if where.lower() == domain().lower() else handle)
    except NoSuchPerson:
        return _kept_away(asked, name if where.lower() == domain().lower() else handle)
    return in_order(asked.viewer, [found.id])


def _kept_away(asked: Asked, handle: str) -> list[Entity]:
    """Whom she blocked herself and names in full: apps look people up so before they unblock them."""
    found = safety.blocked_called(asked.viewer, handle)
    return [] if found is None else in_order(asked.viewer, [found.id])


def _statuses(asked: Asked, text: str, skip: int) -> list[Entity]:
    span = asked.span()
    found = queries.posts(
        asked.viewer,
        text,
        author_id=asked.id("account_id"),
        before=span.before,
        above=span.floor or None,
        skip=skip,
        limit=span.limit,
    )
    return statuses(asked.viewer, found.posts, now=asked.now)


def _hashtags(asked: Asked, text: str, skip: int) -> list[Entity]:
    found, _after = queries.tags(asked.viewer, text, limit=skip + asked.span().limit)
    return tag_entities.of_names(asked.viewer, [each.name for each in found[skip:]], now=asked.now)

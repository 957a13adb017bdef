"""Collections of people who agreed to be in them (docs: methods/collections).

A collection is for everybody and has no warning, no language and no tag here: whatever is sent of those is
told as it is. Whoever is added is asked first; until she agrees she is pending, for the two alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commonhold.doors.calls.answers import Answer, Wrong, invalid
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.paging import by_offset
from commonhold.doors.mastodon.entities.accounts import in_order
from commonhold.doors.mastodon.entities.collections import collection, item
from commonhold.doors.mastodon.within_reach import present
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.collections import actions, queries
from commonhold.social.collections.queries import CollectionLine
from commonhold.social.collections.refusals import NotYourCollection

_UNPROCESSABLE = 422
Entity = dict[str, Any]


@endpoint(who=Who.ANYONE, scope="read:collections")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v1/collections/:id, with those who are in it."""
    made = _told(asked, [queries.line(asked.viewer, id_of(id))])[0]
    people = [int(each["account_id"]) for each in made["items"]]
    return {"collection": made, "accounts": in_order(asked.viewer, [int(made["account_id"]), *people])}


@endpoint(scope="write:collections")
def make(asked: Asked) -> Answer:
    """POST /api/v1/collections."""
    return _validated(lambda: _made(asked))


@endpoint(scope="write:collections")
def change(asked: Asked, id: str) -> Answer:
    """PATCH /api/v1/collections/:id. What is not sent stays."""
    return _validated(lambda: _changed(asked, id_of(id)))


@endpoint(scope="write:collections")
def delete(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/collections/:id."""
    actions.delete_collection(asked.me, collection_id=_own(asked, id).id, now=asked.now)
    return {}


@endpoint(scope="write:collections")
def add(asked: Asked, id: str) -> Entity:
    """POST /api/v1/collections/:collection_id/items: she is asked."""
    collection_id, person_id = _own(asked, id).id, present(asked, asked.needed("account_id"))
    actions.ask_to_include(asked.me, collection_id=collection_id, person_id=person_id, now=asked.now)
    there = queries.items_in(asked.viewer, [collection_id])[collection_id]
    return {"collection_item": item(next(each for each in there if each.person_id == person_id))}


@endpoint(scope="write:collections")
def remove(asked: Asked, collection_id: str, id: str) -> Entity:
    """DELETE /api/v1/collections/:collection_id/items/:id."""
    mine = _own(asked, collection_id).id
    one = queries.item(asked.viewer, mine, id_of(id))
    actions.take_out(asked.me, collection_id=mine, person_id=one.person_id, now=asked.now)
    return {}


@endpoint(scope="write:collections")
def revoke(asked: Asked, collection_id: str, id: str) -> Entity:
    """POST /api/v1/collections/:collection_id/items/:id/revoke: I am shown no longer, or not at all."""
    one = queries.item(asked.viewer, id_of(collection_id), id_of(id))
    if one.person_id != asked.me:
        raise Wrong(403, "This action is not allowed")
    act = actions.decline_inclusion if one.state == "asked" else actions.withdraw_inclusion
    act(asked.me, collection_id=one.collection_id, now=asked.now)
    return {}


@endpoint(who=Who.ANYONE, scope="read:collections")
def made_by(asked: Asked, id: str) -> Answer:
    """GET /api/v1/accounts/:account_id/collections."""
    person_id, limit, offset = present(asked, id), asked.span(default=40, most=80).limit, asked.offset()
    return _page(asked, queries.made_by(asked.viewer, person_id)[offset : offset + limit], offset, limit)


@endpoint(who=Who.ANYONE, scope="read:collections")
def showing(asked: Asked, id: str) -> Answer:
    """GET /api/v1/accounts/:account_id/in_collections."""
    person_id, limit, offset = present(asked, id), asked.span(default=40, most=80).limit, asked.offset()
    found = queries.holding(asked.viewer, person_id, offset=offset, limit=limit)
    return _page(asked, found, offset, limit)


def _made(asked: Asked) -> Entity:
    _must_be_for_everybody(asked)
    made = actions.make_collection(
        asked.me,
        title=asked.needed("name"),
        summary=asked.text("description"),
        people_ids=[present(asked, each) for each in asked.texts("account_ids")[: actions.MOST_AT_ONCE + 1]],
        now=asked.now,
    )
    return _wrapped(asked, made)


def _changed(asked: Asked, collection_id: int) -> Entity:
    _must_be_for_everybody(asked)
    known = queries.line(asked.viewer, collection_id)
    actions.change_collection(
        asked.me,
        collection_id=known.id,
        title=asked.needed("name") if asked.has("name") else known.title,
        summary=asked.text("description", known.summary),
        now=asked.now,
    )
    return _wrapped(asked, known.id)


def _must_be_for_everybody(asked: Asked) -> None:
    if asked.has("discoverable") and not asked.flag("discoverable"):
        raise invalid("discoverable can't be false: collections are for everybody here")


def _validated(work: Callable[[], Entity]) -> Answer:
    """The answer; what can't be is told as Mastodon tells it here alone, one level deeper."""
    try:
        return Answer(work())
    except NotFound:
        raise
    except NotYourCollection as others:
        raise Wrong(403, "This action is not allowed") from others
    except (Refusal, Wrong) as refusal:
        if isinstance(refusal, Wrong) and refusal.status != _UNPROCESSABLE:
            raise
        named = {"error": "ERR_INVALID", "description": str(refusal)}
        told = {"error": str(refusal), "details": {"name": [named] if _is_of_name(refusal) else []}}
        return Answer({"error": told}, _UNPROCESSABLE)


def _is_of_name(refusal: Refusal | Wrong) -> bool:
    return refusal.field == "title" if isinstance(refusal, Refusal) else "name" in refusal.error


def _own(asked: Asked, id: str) -> CollectionLine:
    """One that is mine. Raises NoSuchCollection, or Wrong (403)."""
    known = queries.line(asked.viewer, id_of(id))
    if not known.is_mine:
        raise Wrong(403, "This action is not allowed")
    return known


def _page(asked: Asked, found: Sequence[CollectionLine], offset: int, limit: int) -> Answer:
    page = by_offset(asked, found, offset=offset, limit=limit)
    return Answer({"collections": _told(asked, found)}, headers=page.headers)


def _wrapped(asked: Asked, collection_id: int) -> Entity:
    return {"collection": _told(asked, [queries.line(asked.viewer, collection_id)])[0]}


def _told(asked: Asked, lines: Sequence[CollectionLine]) -> list[Entity]:
    items = queries.items_in(asked.viewer, [each.id for each in lines])
    return [collection(each, items.get(each.id, [])) for each in lines]

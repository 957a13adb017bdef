"""Lists: whom I read together (docs: methods/lists)."""

from __future__ import annotations

from typing import Any

from commonhold.doors.calls.answers import Answer, invalid
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.accounts import Entity, in_order
from commonhold.doors.mastodon.within_reach import present
from commonhold.ground.spans import Span
from commonhold.social.lists import actions, queries
from commonhold.social.lists.queries import ListLine

#: `limit=0` asks for everybody on a list.
_ALL = Span(limit=actions.MOST_PEOPLE)


@endpoint(scope="read:lists")
def show_all(asked: Asked) -> list[Entity]:
    """GET /api/v1/lists."""
    return [_list(each) for each in queries.lists_of(asked.viewer)]


@endpoint(scope="read:lists")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v1/lists/:id."""
    return _list(queries.line(asked.viewer, id_of(id)))


@endpoint(scope="write:lists")
def make(asked: Asked) -> Entity:
    """POST /api/v1/lists."""
    made = actions.make_list(
        asked.me,
        title=asked.needed("title"),
        is_exclusive=asked.flag("exclusive"),
        answers=_policy(asked, "list"),
        now=asked.now,
    )
    return _list(queries.line(asked.viewer, made))


@endpoint(scope="write:lists")
def change(asked: Asked, id: str) -> Entity:
    """PUT /api/v1/lists/:id. What is not sent stays."""
    known = queries.line(asked.viewer, id_of(id))
    actions.change_list(
        asked.me,
        list_id=known.id,
        title=asked.needed("title") if asked.has("title") else known.title,
        is_exclusive=asked.flag("exclusive", default=known.is_exclusive),
        answers=_policy(asked, known.answers),
        now=asked.now,
    )
    return _list(queries.line(asked.viewer, known.id))


@endpoint(scope="write:lists")
def delete(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/lists/:id."""
    actions.delete_list(asked.me, list_id=id_of(id), now=asked.now)
    return {}


@endpoint(scope="read:lists")
def show_people(asked: Asked, id: str) -> Answer:
    """GET /api/v1/lists/:id/accounts."""
    span = _ALL if asked.text("limit") == "0" else asked.span(default=40, most=80)
    found = queries.listed(asked.viewer, id_of(id), span)
    body = in_order(asked.viewer, [person_id for _place, person_id in found])
    return paged(asked, body, [place for place, _person in found], span)


@endpoint(scope="write:lists")
def add(asked: Asked, id: str) -> Entity:
    """POST /api/v1/lists/:id/accounts: all of them, or nobody."""
    actions.put_several_on_list(asked.me, list_id=id_of(id), people_ids=_people(asked), now=asked.now)
    return {}


@endpoint(scope="write:lists")
def remove(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/lists/:id/accounts."""
    actions.take_several_off_list(asked.me, list_id=id_of(id), people_ids=_people(asked), now=asked.now)
    return {}


@endpoint(scope="read:lists")
def of_account(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v1/accounts/:id/lists: those of mine that she is on."""
    there = queries.listing(asked.viewer, present(asked, id))
    return [_list(each) for each in queries.lists_of(asked.viewer) if each.id in there]


def _policy(asked: Asked, otherwise: str) -> str:
    policy = asked.text("replies_policy") or otherwise
    if policy not in {"followed", "list", "none"}:
        raise invalid("replies_policy is not known")
    return policy


def _people(asked: Asked) -> list[int]:
    if not asked.has("account_ids"):
        raise invalid("account_ids can't be blank")
    return list(dict.fromkeys(id_of(each) for each in asked.texts("account_ids")))


def _list(line: ListLine) -> dict[str, Any]:
    """docs.joinmastodon.org/entities/List."""
    return {
        "id": str(line.id),
        "title": line.title,
        "exclusive": line.is_exclusive,
        "replies_policy": line.answers,
    }

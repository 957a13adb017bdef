"""People whom I might want to follow (docs: methods/suggestions, directory)."""

from __future__ import annotations

from typing import Any

from commonhold.doors.calls.answers import Answer, invalid
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.paging import by_offset
from commonhold.doors.mastodon.entities.accounts import accounts, in_order
from commonhold.social.people import actions, queries
from commonhold.social.posts.directory import directory as listed

Entity = dict[str, Any]


@endpoint(scope="read:accounts")
def suggestions(asked: Asked) -> list[Entity]:
    """GET /api/v2/suggestions, with the one reason that this co-op has: my friends follow them."""
    found = _suggested(asked)
    known = accounts(asked.viewer, [each for each, _shared in found])
    return [
        {
            "source": "past_interactions" if shared else "global",
            "sources": ["friends_of_friends"] if shared else ["featured"],
            "account": known[each],
        }
        for each, shared in found
    ]


@endpoint(scope="read:accounts")
def old_suggestions(asked: Asked) -> list[Entity]:
    """GET /api/v1/suggestions."""
    return in_order(asked.viewer, [each for each, _shared in _suggested(asked)])


@endpoint(scope="write:accounts")
def forget(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/suggestions/:account_id."""
    actions.suggest_no_more(asked.me, person_id=id_of(id), now=asked.now)
    return {}


@endpoint(who=Who.ANYONE)
def directory(asked: Asked) -> Answer:
    """GET /api/v1/directory: those who let themselves be suggested."""
    limit, offset = asked.span(default=40, most=80).limit, asked.offset()
    order = asked.text("order") or "active"
    if order not in {"active", "new"}:
        raise invalid("order must be active or new")
    found = listed(
        asked.viewer,
        latest_arrivals=order == "new",
        only_here=asked.flag("local"),
        offset=offset,
        limit=limit,
    )
    return by_offset(asked, in_order(asked.viewer, found), offset=offset, limit=limit)


def _suggested(asked: Asked) -> list[tuple[int, int]]:
    limit = asked.span(default=40, most=80).limit
    return [(line.id, shared) for line, shared in queries.suggested(asked.viewer, limit=limit)]

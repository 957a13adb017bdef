"""Who asks to follow one (docs: methods/follow_requests)."""

from __future__ import annotations

from commonhold.doors.calls.answers import Answer, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.accounts import Entity, in_order, relationship
from commonhold.social.people import actions
from commonhold.social.people import queries as people


@endpoint(scope="read:follows")
def index(asked: Asked) -> Answer:
    """GET /api/v1/follow_requests, the latest first."""
    span = asked.span(default=40, most=80)
    found = people.asking_to_follow(asked.viewer, span)
    body = in_order(asked.viewer, [person_id for _place, person_id in found])
    return paged(asked, body, [place for place, _person in found], span)


@endpoint(scope="write:follows")
def authorize(asked: Asked, account_id: str) -> Entity:
    """POST /api/v1/follow_requests/:account_id/authorize."""
    person_id = _asking(asked, account_id)
    actions.accept_follow(asked.me, person_id=person_id, now=asked.now)
    return relationship(people.relations(asked.viewer, [person_id])[person_id])


@endpoint(scope="write:follows")
def reject(asked: Asked, account_id: str) -> Entity:
    """POST /api/v1/follow_requests/:account_id/reject."""
    person_id = _asking(asked, account_id)
    actions.decline_follow(asked.me, person_id=person_id, now=asked.now)
    return relationship(people.relations(asked.viewer, [person_id])[person_id])


def _asking(asked: Asked, account_id: str) -> int:
    """Who asks. Raises Wrong (404) when she does not."""
    person_id = id_of(account_id)
    if not people.asks_to_follow(asked.viewer, person_id):
        raise not_found()
    return person_id

"""Whom an address means, as far as the caller may come upon her."""

from __future__ import annotations

from commonhold.doors.calls.answers import not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.social.people import queries as people


def present(asked: Asked, id: str) -> int:
    """The id of somebody who is here and whom nothing hides. Raises Wrong (404)."""
    person_id = id_of(id)
    if person_id not in people.come_upon(asked.viewer, [person_id]):
        raise not_found()
    return person_id

"""People's documents, with all that stands on their pages."""

from __future__ import annotations

from datetime import datetime

from commonhold.doors.activitypub.documents import actors
from commonhold.doors.activitypub.documents.actors import Document
from commonhold.social.actors import moving
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Described
from commonhold.social.portraits import queries as portraits


def document_of(one: Described, now: datetime) -> Document:
    """Her whole document."""
    shown = portraits.of(ANYONE, one.line.id)
    also, moved_to = moving.aliases(one.line.id), moving.moved_to(one.line.id)
    return actors.person(one, shown, also=also, moved_to=moved_to, now=now)


def document_by_id(person_id: int, now: datetime) -> Document | None:
    """The same, or None for whoever is not of ours or has left."""
    one = people.described(ANYONE, [person_id]).get(person_id)
    return None if one is None or one.is_gone or not one.is_local else document_of(one, now)

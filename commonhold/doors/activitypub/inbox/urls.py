"""The inboxes' addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from commonhold.doors.activitypub.inbox.desk import Desk
from commonhold.doors.activitypub.inbox.views import inbox_at


def inboxes(desk: Desk) -> list[URLPattern]:
    """All of them lead to this desk."""
    view = inbox_at(desk)
    return [
        path("ap/inbox", view),
        path("ap/server/inbox", view),
        path("ap/people/<int:person_id>/inbox", view),
        path("ap/groups/<int:group_id>/inbox", view),
        path("inbox", view),  # as others remember it of a server that moved in here
        path("users/<str:name>/inbox", view),
    ]

"""How what other servers bring is taken in and worked on: one desk, and one who works on what lies there."""

from __future__ import annotations

from commonhold.doors.activitypub.inbox.desk import Desk
from commonhold.doors.activitypub.inbox.urls import inboxes
from commonhold.doors.activitypub.incoming.errand import workers
from commonhold.doors.activitypub.resolving import WORLD

desk = Desk(WORLD)
incoming = workers(WORLD)
urlpatterns = inboxes(desk)

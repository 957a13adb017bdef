"""What one is told, in groups (docs: methods/grouped_notifications)."""

from __future__ import annotations

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.accounts import Entity, in_order
from commonhold.doors.mastodon.entities.notifications import grouped, key_of, people_of
from commonhold.doors.mastodon.notifications import kinds_named, known, most_counted, wanted
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.actions import dismissing
from commonhold.social.notifications.app_types import TOGETHER
from commonhold.social.notifications.refusals import NoSuchNotification


@endpoint(scope="read:notifications")
def index(asked: Asked) -> Answer:
    """GET /api/v2/notifications."""
    span = asked.span(default=40, most=80)
    page = for_apps.grouped(asked.viewer, span, wanted(asked), together=_together(asked))
    partial = asked.text("expand_accounts") == "partial_avatars"
    body = grouped(asked.viewer, page.groups, now=asked.now, partial=partial, known=known(asked))
    newest = [each.rows[0].id for each in page.groups[:1]]
    places = newest if page.oldest is None else [*newest, page.oldest]
    return paged(asked, body, places, span, goes_on=page.goes_on)


@endpoint(scope="read:notifications")
def unread_count(asked: Asked) -> Entity:
    """GET /api/v2/notifications/unread_count: of groups."""
    most, together = most_counted(asked), _together(asked)
    return {"count": for_apps.unread_groups(asked.viewer, wanted(asked), together=together, most=most)}


@endpoint(scope="read:notifications")
def show(asked: Asked, group_key: str) -> Entity:
    """GET /api/v2/notifications/:group_key."""
    found = [for_apps.group(asked.viewer, key_of(group_key))]
    made = grouped(asked.viewer, found, now=asked.now, known=known(asked))
    if not made["notification_groups"]:
        raise NoSuchNotification
    return made


@endpoint(scope="read:notifications")
def people(asked: Asked, group_key: str) -> list[Entity]:
    """GET /api/v2/notifications/:group_key/accounts."""
    return in_order(asked.viewer, people_of(for_apps.group(asked.viewer, key_of(group_key))))


@endpoint(scope="write:notifications")
def dismiss(asked: Asked, group_key: str) -> Entity:
    """POST /api/v2/notifications/:group_key/dismiss."""
    found = for_apps.ids_of_group(asked.viewer, key_of(group_key))
    dismissing.dismiss(asked.me, notification_ids=found, now=asked.now)
    return {}


def _together(asked: Asked) -> frozenset[str]:
    """Kinds of which several may stand together, as far as the app can show that."""
    return TOGETHER & kinds_named(asked, "grouped_types") if asked.has("grouped_types") else TOGETHER

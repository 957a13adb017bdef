"""What one is told, one by one (docs: methods/notifications). `grouped` has it in groups."""

from __future__ import annotations

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.doors.mastodon.entities.notifications import notifications
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.actions import dismissing
from commonhold.social.notifications.app_types import KINDS, kinds_of
from commonhold.social.notifications.for_apps import Wanted
from commonhold.social.notifications.refusals import NoSuchNotification

_COUNTED, _MOST_COUNTED = 100, 1000


@endpoint(scope="read:notifications")
def index(asked: Asked) -> Answer:
    """GET /api/v1/notifications."""
    span = asked.span(default=40, most=80)
    found = for_apps.told(asked.viewer, span, wanted(asked))
    body = notifications(asked.viewer, found, now=asked.now, known=known(asked))
    return paged(asked, body, [each.id for each in found], span)


@endpoint(scope="read:notifications")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v1/notifications/:id."""
    found = [for_apps.one(asked.viewer, id_of(id))]
    made = notifications(asked.viewer, found, now=asked.now, known=known(asked))
    if not made:
        raise NoSuchNotification
    return made[0]


@endpoint(scope="read:notifications")
def unread_count(asked: Asked) -> Entity:
    """GET /api/v1/notifications/unread_count."""
    return {"count": for_apps.unread_count(asked.viewer, wanted(asked), most=most_counted(asked))}


@endpoint(scope="write:notifications")
def dismiss(asked: Asked, id: str) -> Entity:
    """POST /api/v1/notifications/:id/dismiss."""
    found = for_apps.one(asked.viewer, id_of(id))
    dismissing.dismiss(asked.me, notification_ids=[found.id], now=asked.now)
    return {}


@endpoint(scope="write:notifications")
def dismiss_old(asked: Asked) -> Entity:
    """POST /api/v1/notifications/dismiss, as clients of long ago call it."""
    found = for_apps.one(asked.viewer, id_of(asked.needed("id")))
    dismissing.dismiss(asked.me, notification_ids=[found.id], now=asked.now)
    return {}


@endpoint(scope="write:notifications")
def clear(asked: Asked) -> Entity:
    """POST /api/v1/notifications/clear. What apps don't show stays on the web's page."""
    dismissing.dismiss_all(asked.me, kinds=KINDS, now=asked.now)
    return {}


def wanted(asked: Asked) -> Wanted:
    """Which of it is asked for. Whoever asks for one person's also gets what waits among the requests."""
    kinds = KINDS
    if asked.texts("types"):
        kinds = kinds_named(asked, "types")
    kinds -= kinds_named(asked, "exclude_types")
    by = next(iter(asked.ids("account_id")), 0) if asked.text("account_id") else None
    return Wanted(kinds, by, with_requests=by is not None or asked.flag("include_filtered"))


def known(asked: Asked) -> list[str] | None:
    """Which types the app says that it knows; None when it says nothing of it, and gets Mastodon's alone."""
    return asked.texts("supported_types") if asked.has("supported_types") else None


def kinds_named(asked: Asked, name: str) -> frozenset[str]:
    """Our kinds of the types that a parameter lists, by the names under which the app reads them."""
    return kinds_of(asked.texts(name), with_ours=known(asked) is not None)


def most_counted(asked: Asked) -> int:
    """How far unread ones are counted."""
    return asked.span(default=_COUNTED, most=_MOST_COUNTED).limit

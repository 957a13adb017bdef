"""Pushes to apps (docs: methods/push). A subscription belongs to its token, and goes with it.

With `standard` an app is sent what RFC 8291 and 8292 say (`aes128gcm`); without, the drafts that Mastodon
sent before them (`aesgcm`, scheme `WebPush`), which is what relays of older apps read. What both say is
Mastodon's JSON: access_token, preferred_locale, notification_id, notification_type, icon, title, body.
The body of what is not for everybody is empty: the app asks for it.
"""

from __future__ import annotations

from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import endpoint, token_of
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.social.notifications import queries
from commonhold.social.notifications.actions import subscribing
from commonhold.social.notifications.push import public_key

#: Which apps may ask for. Of the last six nothing is told here, as `app_types` says why.
_TYPES = (
    *("mention", "quote", "reblog", "favourite", "follow", "follow_request", "poll", "status"),
    *("update", "quoted_update", "added_to_collection", "collection_update", "admin.sign_up", "admin.report"),
)


@endpoint(scope="push")
def create(asked: Asked) -> Entity:
    """POST /api/v1/push/subscription."""
    given = asked.within(asked.tree("subscription"))
    keys = given.within(given.tree("keys"))
    subscribing.subscribe_app(
        asked.me,
        token=token_of(asked.request),
        endpoint=given.needed("endpoint"),
        public_key=keys.needed("p256dh"),
        secret=keys.needed("auth"),
        alerts=_alerts(asked),
        whose=_whose(asked) or "all",
        is_standard=given.flag("standard"),
        now=asked.now,
    )
    return _subscription(asked)


@endpoint(scope="push")
def show(asked: Asked) -> Entity:
    """GET /api/v1/push/subscription."""
    return _subscription(asked)


@endpoint(scope="push")
def change(asked: Asked) -> Entity:
    """PUT /api/v1/push/subscription: which types, and whose; not where to."""
    known = queries.subscription(asked.viewer, _token_id(asked))
    subscribing.change_subscription(
        asked.me, token_id=_token_id(asked), alerts=_alerts(asked), whose=_whose(asked) or known.whose
    )
    return _subscription(asked)


@endpoint(scope="push")
def delete(asked: Asked) -> Entity:
    """DELETE /api/v1/push/subscription."""
    subscribing.end_subscription(asked.me, token_id=_token_id(asked))
    return {}


def _token_id(asked: Asked) -> int:
    return 0 if asked.bearer is None else asked.bearer.token_id


def _alerts(asked: Asked) -> set[str]:
    data = asked.within(asked.tree("data"))
    alerts = data.within(data.tree("alerts"))
    return {each for each in _TYPES if alerts.flag(each)}


def _whose(asked: Asked) -> str:
    """It stands in `data`; some apps send it beside."""
    return asked.within(asked.tree("data")).text("policy") or asked.text("policy")


def _subscription(asked: Asked) -> Entity:
    known = queries.subscription(asked.viewer, _token_id(asked))
    return {
        "id": str(known.id),
        "endpoint": known.endpoint,
        "standard": known.is_standard,
        "alerts": {each: each in known.alerts for each in _TYPES},
        "policy": known.whose,
        "server_key": public_key(),
    }

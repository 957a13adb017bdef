"""How far one has read, on all devices (docs: methods/markers). Home shares its place with the web.

It only moves on: whoever is behind gets what is remembered. Each writer waits for the one before, so none
is turned away for having met another, which is what Mastodon's 409 is for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from commonhold.doors.calls.answers import invalid
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.ground import ids
from commonhold.social.feeds import actions as feed_actions
from commonhold.social.feeds import queries as feeds
from commonhold.social.notifications import actions, for_apps, queries
from commonhold.social.notifications.app_types import KINDS


@endpoint(scope="read:statuses")
def show(asked: Asked) -> Entity:
    """GET /api/v1/markers."""
    return _known(asked, asked.texts("timeline"))


@endpoint(scope="write:statuses")
def save(asked: Asked) -> Entity:
    """POST /api/v1/markers."""
    wanted = {name: _last_read(asked, name) for name in _SAVE if asked.has(name)}
    for name, place in wanted.items():
        _SAVE[name](asked, place)
    return _known(asked, list(wanted))


def _last_read(asked: Asked, name: str) -> int:
    text = asked.within(asked.tree(name)).text("last_read_id")
    if not text.isascii() or not text.isdecimal():
        raise invalid(f"{name}[last_read_id] must be an id")
    return min(int(text[:20]), ids.LARGEST)


def _save_home(asked: Asked, place: int) -> None:
    feed_actions.remember_place(asked.me, place=place, now=asked.now)


def _save_notifications(asked: Asked, place: int) -> None:
    """What apps don't show stays unread on the web's page."""
    up_to = for_apps.meant_by(asked.viewer, place)
    actions.mark_read(asked.me, up_to=up_to, kinds=KINDS, now=asked.now)


_SAVE: dict[str, Callable[[Asked, int], None]] = {"home": _save_home, "notifications": _save_notifications}


def _known(asked: Asked, names: list[str]) -> Entity:
    found = {}
    if "home" in names and (home := feeds.remembered(asked.viewer)) is not None:
        found["home"] = _marker(home.place, home.version, home.at)
    if "notifications" in names and (read := queries.read_mark(asked.viewer)) is not None:
        found["notifications"] = _marker(read.up_to, read.version, read.at)
    return found


def _marker(place: int, version: int, at: datetime) -> Entity:
    return {"last_read_id": str(place), "version": version, "updated_at": instant(at)}

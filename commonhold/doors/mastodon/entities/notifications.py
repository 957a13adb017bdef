"""What people are told (docs.joinmastodon.org/entities/Notification, NotificationGroup).

Which of our kinds apps read, and by which name: `social/notifications/app_types.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext as _

from commonhold.doors.calls.asked import id_of
from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.accounts import Entity, accounts
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.ground import ids
from commonhold.social.filters.matching import Place
from commonhold.social.notifications import for_apps
from commonhold.social.notifications.app_types import TOGETHER, is_ours, type_of
from commonhold.social.notifications.for_apps import Key, Together
from commonhold.social.notifications.queries import NotificationView, together
from commonhold.social.notifications.refusals import NoSuchNotification
from commonhold.social.notifications.sentences import excerpt, sentence
from commonhold.social.people.queries import Viewer

#: Which types an app says that it knows; None when it says nothing of it.
Known = Collection[str] | None
_SAMPLES = 8
_ALONE = "ungrouped-"
_TOGETHER = re.compile(r"([a-z]+)-([0-9]{1,19})-([1-9][0-9]{0,5})")
_PARTIAL = ("id", "acct", "locked", "bot", "url", "avatar", "avatar_static", "avatar_description")


def notifications(
    viewer: Viewer, views: Sequence[NotificationView], *, now: datetime, known: Known = None
) -> list[Entity]:
    """In their order; what the viewer's filters hide is left out."""
    said = statuses_of(viewer, views, now=now)
    names = {each.id: line.id for each in views if (line := for_apps.account_of(each)) is not None}
    people = accounts(viewer, set(names.values()))
    return [
        {
            "id": str(each.id),
            **_kind([each], known),
            "created_at": instant(each.at),
            "group_key": text_of(for_apps.key_of(each)),
            "account": people[names[each.id]],
            **({} if each.post is None else {"status": said[each.post.id]}),
        }
        for each in views
        if _is_shown(each, said) and names.get(each.id) in people
    ]


def grouped(
    viewer: Viewer,
    groups: Sequence[Together],
    *,
    now: datetime,
    partial: bool = False,
    known: Known = None,
) -> Entity:
    """Groups with the accounts and statuses that they name; `partial`: most accounts are pictures alone."""
    rows = [row for each in groups for row in each.rows[:1]]
    said = statuses_of(viewer, rows, now=now)
    shown = [each for each in groups if _is_shown(each.rows[0], said)]
    samples = {each.key: _samples(each) for each in shown}
    people = accounts(viewer, {one for each in samples.values() for one in each})
    first = {each[0] for each in samples.values() if each}
    made: Entity = {
        "accounts": [one for id, one in people.items() if not partial or id in first],
        "statuses": list(said.values()),
        "notification_groups": [_group(each, samples[each.key], known) for each in shown],
    }
    if partial:
        rest = [one for id, one in people.items() if id not in first]
        made["partial_accounts"] = [{name: one[name] for name in _PARTIAL} for one in rest]
    return made


def statuses_of(viewer: Viewer, views: Sequence[NotificationView], *, now: datetime) -> Mapping[int, Entity]:
    """By the post's id."""
    posts = list({each.post.id: each.post for each in views if each.post is not None}.values())
    made = statuses(viewer, posts, now=now, place=Place.NOTIFICATIONS)
    return {int(each["id"]): each for each in made}


def text_of(key: Key) -> str:
    """A group's key as apps pass it around."""
    return f"{key.kind}-{key.number}-{key.day}" if key.day else f"{_ALONE}{key.number}"


def key_of(text: str) -> Key:
    """The group that a key names. Raises NoSuchNotification, or Wrong (404)."""
    if text.startswith(_ALONE):
        return Key("", id_of(text.removeprefix(_ALONE)))
    found = _TOGETHER.fullmatch(text)
    if found is None or found[1] not in TOGETHER or int(found[2]) > ids.LARGEST:
        raise NoSuchNotification
    return Key(found[1], int(found[2]), int(found[3]))


def people_of(group: Together) -> list[int]:
    """Everybody in whose name a group stands, the latest first, each once."""
    lines = [for_apps.account_of(each) for each in group.rows]
    return list(dict.fromkeys(each.id for each in lines if each is not None))


def _kind(rows: Sequence[NotificationView], known: Known) -> Entity:
    """The type, with a sentence for an app that says which types it knows, and does not know this one."""
    name = type_of(rows[0].kind, with_ours=known is not None)
    if known is None or name is None or name in known or not is_ours(name):
        return {"type": name}
    about = excerpt(rows[0].post)
    fallback = {
        "title": escape(sentence(together(rows))),
        "summary": escape(_("Your app does not know this kind. The co-op's pages show it in full.")),
        "details": escape(about) if about else None,
    }
    return {"type": name, "fallback": fallback}


def _group(each: Together, samples: Collection[int], known: Known) -> Entity:
    newest = each.rows[0]
    return {
        "group_key": text_of(each.key),
        "notifications_count": each.count,
        **_kind(each.rows, known),
        "most_recent_notification_id": each.newest,
        "page_min_id": str(each.rows[-1].id),
        "page_max_id": str(newest.id),
        "latest_page_notification_at": instant(newest.at),
        "sample_account_ids": [str(one) for one in samples],
        "status_id": None if newest.post is None else str(newest.post.id),
    }


def _samples(group: Together) -> list[int]:
    return people_of(group)[:_SAMPLES]


def _is_shown(view: NotificationView, said: Mapping[int, Entity]) -> bool:
    return view.post is None or view.post.id in said

"""What events bear besides statuses, each as the REST endpoints tell it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.accounts import account, in_order
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.social.conversations import queries as conversations
from commonhold.social.conversations.refusals import NoSuchConversation
from commonhold.social.filters.matching import Place
from commonhold.social.notifications.queries import NotificationView
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts

#: What Mastodon calls the kinds that it has a word for.
_TYPES = {
    "reply": "mention",
    "mention": "mention",
    "message": "mention",
    "quote": "quote",
    "favourite": "favourite",
    "boost": "reblog",
    "follow": "follow",
    "follow-request": "follow_request",
    "poll-ended": "poll",
}


def notification(viewer: Viewer, told: NotificationView, *, now: datetime) -> dict[str, Any] | None:
    """docs.joinmastodon.org/entities/Notification; None for what apps have no word for or a filter hides."""
    kind = _TYPES.get(told.kind)
    actor = told.actor or (None if told.post is None else told.post.author)
    if kind is None or actor is None:
        return None
    made = {
        "id": str(told.id),
        "type": kind,
        "group_key": f"ungrouped-{told.id}",
        "created_at": instant(told.at),
        "account": account(viewer, actor.id),
    }
    if told.post is None:
        return made
    shown = statuses(viewer, [told.post], now=now, place=Place.NOTIFICATIONS)
    return {**made, "status": shown[0]} if shown else None


def conversation(viewer: Viewer, conversation_id: int, said: int, *, now: datetime) -> dict[str, Any] | None:
    """docs.joinmastodon.org/entities/Conversation, as it stands after `said`; what waits as a request, no app
    is told.
    """
    try:
        found = conversations.conversation(viewer, conversation_id)
    except NoSuchConversation:
        return None
    if found.is_request:
        return None
    last = statuses(viewer, posts.posts(viewer, [said]), now=now)
    return {
        "id": str(found.id),
        "unread": found.is_unread,
        "accounts": in_order(viewer, [each.id for each in found.people]),
        "last_status": last[0] if last else None,
    }

"""What events bear besides statuses, each as the REST endpoints tell it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.doors.mastodon.entities.accounts import in_order
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.social.conversations import queries as conversations
from commonhold.social.conversations.refusals import NoSuchConversation
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts


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

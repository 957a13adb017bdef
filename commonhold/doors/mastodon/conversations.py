"""Conversations (docs: methods/conversations). What strangers ask waits on the web, under requests."""

from __future__ import annotations

from collections.abc import Sequence

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.calls.paging import paged
from commonhold.doors.mastodon.entities.accounts import Entity, accounts
from commonhold.doors.mastodon.entities.statuses import statuses
from commonhold.ground.spans import Span
from commonhold.social.conversations import actions, queries
from commonhold.social.conversations.queries import ConversationView
from commonhold.social.notifications import actions as notifications
from commonhold.social.posts import messages


@endpoint(scope="read:statuses")
def index(asked: Asked) -> Answer:
    """GET /api/v1/conversations, cut by the ids of their last statuses as Mastodon does."""
    found, span = _inbox(asked)
    return paged(asked, _conversations(asked, found), [each.latest for each in found], span)


@endpoint(scope="write:conversations")
def delete(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/conversations/:id, for oneself; the next message brings it back."""
    actions.hide_for_me(asked.me, conversation_id=id_of(id), now=asked.now)
    return {}


@endpoint(scope="write:conversations")
def read(asked: Asked, id: str) -> Entity:
    """POST /api/v1/conversations/:id/read."""
    found = queries.conversation(asked.viewer, id_of(id))
    actions.mark_read(asked.me, conversation_id=found.id, up_to=found.latest, now=asked.now)
    subject = f"conversation:{found.id}"
    notifications.mark_read_about(asked.me, kind="message", subject=subject, now=asked.now)
    return _conversations(asked, [queries.conversation(asked.viewer, found.id)])[0]


@endpoint(scope="read:statuses")
def direct(asked: Asked) -> Answer:
    """GET /api/v1/timelines/direct, which is deprecated: the last status of each conversation."""
    found, span = _inbox(asked)
    last = messages.last_messages(asked.viewer, [each.id for each in found])
    body = statuses(asked.viewer, [last[each.id] for each in found if each.id in last], now=asked.now)
    return paged(asked, body, [each.latest for each in found], span)


def _inbox(asked: Asked) -> tuple[list[ConversationView], Span]:
    span = asked.span(default=20, most=40)
    return queries.inbox(asked.viewer, span), span


def _conversations(asked: Asked, found: Sequence[ConversationView]) -> list[Entity]:
    people = accounts(asked.viewer, {asked.me, *(one.id for each in found for one in each.people)})
    last = messages.last_messages(asked.viewer, [each.id for each in found])
    said = {int(each["id"]): each for each in statuses(asked.viewer, list(last.values()), now=asked.now)}
    return [
        {
            "id": str(each.id),
            "unread": each.is_unread,
            # With oneself alone, one is the other.
            "accounts": [people[one.id] for one in each.people if one.id in people] or [people[asked.me]],
            "last_status": said.get(last[each.id].id) if each.id in last else None,
        }
        for each in found
    ]

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves.

Her messages are posts, and are exported and erased there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.conversations import queries
from commonhold.social.conversations.models import Conversation, HiddenMessage, Seat, WriterWish
from commonhold.social.people.queries import Viewer


def export_of(person_id: int) -> dict[str, Any]:
    """With whom she talks, how that stands, and who may write to her, as plain values."""
    rows = Seat.objects.filter(person_id=person_id).select_related("conversation").order_by("id")
    return {
        "conversations": [_seat(row) for row in rows],
        "messages_hidden": [
            str(each)
            for each in HiddenMessage.objects.filter(person_id=person_id)
            .order_by("id")
            .values_list("message", flat=True)
        ],
        "who_may_write": queries.writers(Viewer(person_id)),
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Take her out of every conversation; the others keep what they said."""
    hers = Seat.objects.filter(person_id=person_id).exclude(state=Seat.State.LEFT)
    for conversation_id in list(hers.values_list("conversation_id", flat=True)):
        Conversation.objects.filter(id=conversation_id).update(key=f"left:{conversation_id}")
    hers.update(state=Seat.State.LEFT, since=now, muted_since=None, read_up_to=0, hidden_up_to=0)
    HiddenMessage.objects.filter(person_id=person_id).delete()
    WriterWish.objects.filter(person_id=person_id).delete()


def _seat(row: Seat) -> dict[str, Any]:
    seats = Seat.objects.filter(conversation_id=row.conversation_id).exclude(id=row.id)
    return {
        "with": [each.person.address for each in seats.select_related("person").order_by("id")],
        "state": row.state,
        "since": row.since.isoformat(),
        "begun_at": row.conversation.begun_at.isoformat(),
        "muted_since": None if row.muted_since is None else row.muted_since.isoformat(),
    }

"""Who talks with whom: conversations begin when somebody writes, and each keeps her own seat in order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from commonhold.ground import ids
from commonhold.social.conversations import strangers
from commonhold.social.conversations.keys import key_of
from commonhold.social.conversations.models import Conversation, HiddenMessage, Seat, WriterWish
from commonhold.social.conversations.refusals import (
    EverybodyElseLeft,
    NoSuchConversation,
    NoSuchWish,
    NothingRequested,
    OnlyTwo,
    ReceivesNothing,
    StillUnanswered,
    TooManyPeople,
)
from commonhold.social.people import hiding
from commonhold.social.people import queries as people

MOST_PEOPLE = 12
MOST_UNANSWERED = 3
_State = Seat.State


@transaction.atomic
def between(by: int, *, people_ids: Collection[int], now: datetime) -> int:
    """The conversation of `by` and exactly these others, begun if it is new; return its id.

    Whoever doesn't know `by` gets it as a request. Raises TooManyPeople, or ReceivesNothing where somebody's
    wish or a block stands in between.
    """
    people.must_be_active(by)
    others = set(people_ids) - {by}
    if len(others) >= MOST_PEOPLE:
        raise TooManyPeople(MOST_PEOPLE)
    key = key_of({by, *others})
    known = Conversation.objects.filter(key=key).first()
    if known is not None:
        return known.id
    refusing = strangers.who_refuse(others, by)
    for each in sorted(others):
        if each in refusing or hiding.are_apart(by, each):
            raise ReceivesNothing(people.name_of(each))
    row = Conversation.objects.create(id=ids.new_id(now), key=key, begun_at=now)
    familiar = {by, *strangers.who_know(others, by)}
    Seat.objects.bulk_create(
        Seat(
            id=ids.new_id(now),
            conversation=row,
            person_id=each,
            state=_State.ACCEPTED if each in familiar else _State.REQUESTED,
            since=now,
        )
        for each in sorted({by, *others})
    )
    return row.id


@transaction.atomic
def take_the_floor(by: int, *, conversation_id: int, now: datetime) -> list[int]:
    """Let `by` write here, which accepts it; return whom else the message is for.

    For the posts' room, before it keeps the message. Raises NoSuchConversation, EverybodyElseLeft,
    ReceivesNothing when a block stands between two, or StillUnanswered.
    """
    seat = _seat(by, conversation_id)
    others = Seat.objects.filter(conversation_id=conversation_id).exclude(person_id=by)
    there = {each.person_id: each for each in others if each.state != _State.LEFT}
    if others and not there:
        raise EverybodyElseLeft
    if len(others) == 1 and hiding.are_apart(by, *there):
        raise ReceivesNothing(people.name_of(*there))
    is_heard = not there or any(each.state == _State.ACCEPTED for each in there.values())
    if not is_heard and seat.unanswered >= MOST_UNANSWERED:
        raise StillUnanswered
    if seat.state != _State.ACCEPTED:
        _change(seat, _State.ACCEPTED, now)
    return sorted(there)


@transaction.atomic
def note_message(by: int, *, conversation_id: int, message_id: int) -> None:
    """Note that `by` wrote the message; for the posts' room, beside keeping it."""
    Conversation.objects.filter(id=conversation_id, latest__lt=message_id).update(latest=message_id)
    seats = Seat.objects.filter(conversation_id=conversation_id)
    seats.filter(person_id=by).update(read_up_to=message_id, unanswered=F("unanswered") + 1)
    seats.exclude(person_id=by).update(unanswered=0)


@transaction.atomic
def accept_request(by: int, *, conversation_id: int, now: datetime) -> None:
    """Take a stranger's message in among one's own. Raises NoSuchConversation or NothingRequested."""
    _change(_requested_seat(by, conversation_id), _State.ACCEPTED, now)


@transaction.atomic
def refuse_request(by: int, *, conversation_id: int, now: datetime) -> None:
    """Put a request away with what still comes; who wrote isn't told.

    Raises NoSuchConversation or NothingRequested.
    """
    _change(_requested_seat(by, conversation_id), _State.REFUSED, now)


@transaction.atomic
def mark_read(by: int, *, conversation_id: int, up_to: int, now: datetime) -> None:
    """Note that `by` has read up to the message with this id; never backwards.

    Raises NoSuchConversation.
    """
    seat = _seat(by, conversation_id)
    latest = Conversation.objects.values_list("latest", flat=True).get(id=conversation_id)
    if seat.read_up_to < min(up_to, latest):
        seat.read_up_to = min(up_to, latest)
        seat.save(update_fields=["read_up_to"])


@transaction.atomic
def hide_for_me(by: int, *, conversation_id: int, now: datetime) -> None:
    """Delete for `by` all that was said so far; it comes back with the next message, and the others keep it.

    Raises NoSuchConversation.
    """
    seat = _seat(by, conversation_id)
    latest = Conversation.objects.values_list("latest", flat=True).get(id=conversation_id)
    seat.hidden_up_to = seat.read_up_to = latest
    seat.save(update_fields=["hidden_up_to", "read_up_to"])


@transaction.atomic
def hide_message(by: int, *, conversation_id: int, message_id: int, now: datetime) -> None:
    """Delete one message for `by`; the others keep it. Raises NoSuchConversation."""
    _seat(by, conversation_id)
    HiddenMessage.objects.get_or_create(
        person_id=by, message=message_id, defaults={"id": ids.new_id(now), "hidden_at": now}
    )


@transaction.atomic
def mute_conversation(by: int, *, conversation_id: int, now: datetime) -> None:
    """Hear no more of new messages here; they come all the same. Raises NoSuchConversation."""
    seat = _seat(by, conversation_id)
    if seat.muted_since is None:
        seat.muted_since = now
        seat.save(update_fields=["muted_since"])


@transaction.atomic
def unmute_conversation(by: int, *, conversation_id: int, now: datetime) -> None:
    """Hear of new messages again. Raises NoSuchConversation."""
    seat = _seat(by, conversation_id)
    seat.muted_since = None
    seat.save(update_fields=["muted_since"])


@transaction.atomic
def leave(by: int, *, conversation_id: int, now: datetime) -> None:
    """Go for good: `by` reads no more of it, and the others stay among themselves.

    Raises NoSuchConversation or OnlyTwo.
    """
    seat = _seat(by, conversation_id)
    if Seat.objects.filter(conversation_id=conversation_id).count() < 3:
        raise OnlyTwo
    _change(seat, _State.LEFT, now)
    Conversation.objects.filter(id=conversation_id).update(key=f"left:{conversation_id}")


@transaction.atomic
def choose_writers(by: int, *, writers: str, now: datetime) -> None:
    """Who may begin to write to `by`: "everybody", "acquainted" or "nobody". Raises NoSuchWish."""
    people.must_be_active(by)
    if writers not in WriterWish.Writers.values:
        raise NoSuchWish
    WriterWish.objects.update_or_create(person_id=by, defaults={"writers": writers, "since": now})


def _seat(by: int, conversation_id: int) -> Seat:
    """Lock the seat that `by` has and has not left."""
    people.must_be_here(by)
    seats = Seat.objects.select_for_update().filter(conversation_id=conversation_id, person_id=by)
    seat = seats.exclude(state=_State.LEFT).first()
    if seat is None:
        raise NoSuchConversation
    return seat


def _requested_seat(by: int, conversation_id: int) -> Seat:
    seat = _seat(by, conversation_id)
    if seat.state != _State.REQUESTED:
        raise NothingRequested
    return seat


def _change(seat: Seat, state: Seat.State, now: datetime) -> None:
    seat.state, seat.since = state, now
    seat.save(update_fields=["state", "since"])

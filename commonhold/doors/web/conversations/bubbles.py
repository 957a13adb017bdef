"""Messages as their page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from commonhold.doors.web.posts.cards import PostCard, card
from commonhold.social.conversations.queries import ConversationView
from commonhold.social.people.queries import PersonLine
from commonhold.social.posts.queries import PostView

_BREATH = timedelta(minutes=10)  # what one person says within it needs her name once


@dataclass(frozen=True)
class Bubble:
    """One message.

    `begins_day`: its day stands above it. `begins_new`: from here on the viewer had not read. `begins`: the
    name stands above it. `read_by`: who has read so far, and no farther.
    """

    post: PostCard
    removed: bool
    begins_day: bool
    begins_new: bool
    begins: bool
    read_by: Sequence[PersonLine]


@dataclass(frozen=True)
class Line:
    """A conversation in the list: its latest message, and how many of others' are unread."""

    conversation: ConversationView
    last: PostCard | None
    removed: bool
    unread: int


def bubbles(found: Iterable[PostView], conversation: ConversationView, zone: tzinfo) -> list[Bubble]:
    """In their order; a reader's name stands beneath the last of the viewer's messages that she has read."""
    shown = list(found)
    readers = _readers(shown, conversation)
    first_new = _first_new(shown, conversation)
    made = []
    for above, each in zip([None, *shown], shown, strict=False):
        begins_day = above is None or _day(above, zone) != _day(each, zone)
        begins_new = each.id == first_new
        made.append(
            Bubble(
                post=card(each),
                removed=each.removed,
                begins_day=begins_day,
                begins_new=begins_new,
                begins=begins_day or begins_new or not _goes_on(above, each),
                read_by=readers.get(each.id, []),
            )
        )
    return made


def _readers(shown: Sequence[PostView], conversation: ConversationView) -> dict[int, list[PersonLine]]:
    mine = [each.id for each in shown if each.is_mine]
    readers: dict[int, list[PersonLine]] = {}
    for other in conversation.others:
        read = [each for each in mine if each <= other.read_up_to]
        if read and not other.has_left:
            readers.setdefault(read[-1], []).append(other.person)
    return readers


def _first_new(shown: Sequence[PostView], conversation: ConversationView) -> int | None:
    """The first that the viewer has not read; none where she has read nothing or everything above it."""
    unread = [each.id for each in shown if each.id > conversation.read_up_to and not each.is_mine]
    return unread[0] if unread and unread[0] != shown[0].id else None


def _day(post: PostView, zone: tzinfo) -> object:
    return post.at.astimezone(zone).date()


def _goes_on(above: PostView | None, each: PostView) -> bool:
    return above is not None and above.author.id == each.author.id and each.at - above.at < _BREATH

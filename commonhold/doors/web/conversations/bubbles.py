"""Messages as their page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from commonhold.doors.web.posts.cards import PostCard, card
from commonhold.social.conversations.queries import ConversationView
from commonhold.social.people.queries import PersonLine
from commonhold.social.posts.queries import PostView

_BREATH = timedelta(minutes=10)  # what one person says within it needs her name once


@dataclass(frozen=True)
class Bubble:
    """One message. `begins`: the name stands above it. `read_by`: who has read so far, and no farther."""

    post: PostCard
    removed: bool
    begins: bool
    read_by: Sequence[PersonLine]


@dataclass(frozen=True)
class Line:
    """A conversation in the list: its latest message, and how many of others' are unread."""

    conversation: ConversationView
    last: PostCard | None
    removed: bool
    unread: int


def bubbles(found: Iterable[PostView], conversation: ConversationView) -> list[Bubble]:
    """In their order; a reader's name stands beneath the last of the viewer's messages that she has read."""
    shown = list(found)
    mine = [each.id for each in shown if each.is_mine]
    readers: dict[int, list[PersonLine]] = {}
    for other in conversation.others:
        read = [each for each in mine if each <= other.read_up_to]
        if read and not other.has_left:
            readers.setdefault(read[-1], []).append(other.person)
    return [
        Bubble(card(each), each.removed, not _goes_on(above, each), readers.get(each.id, []))
        for above, each in zip([None, *shown], shown, strict=False)
    ]


def _goes_on(above: PostView | None, each: PostView) -> bool:
    return above is not None and above.author.id == each.author.id and each.at - above.at < _BREATH

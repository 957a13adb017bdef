"""What is new for one page, by the ids of rows. Whatever it says, the viewer may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from commonhold.ground.prepared import together
from commonhold.social.conversations import queries as conversations
from commonhold.social.feeds import queries as feeds
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from commonhold.social.polls import queries as polls
from commonhold.social.polls.queries import PollView
from commonhold.social.posts import fresh

#: PostgreSQL shows rows in the order of their commits, ids are older: so much is looked at again.
OVERLAP = timedelta(seconds=10)
_OVERLAP_IN_IDS = int(OVERLAP.total_seconds() * 1000) << 16


@dataclass(frozen=True)
class Watching:
    """What a page shows that may grow while it is open. `thread` is the id of any post in it."""

    viewer: Viewer
    home: bool = False
    thread: int | None = None
    conversation: int | None = None
    poll: int | None = None

    @property
    def reads_posts(self) -> bool:
        """Does a new post concern the page at all?"""
        return self.home or self.thread is not None or self.conversation is not None


@dataclass(frozen=True)
class Fresh:
    """Ids that are new, oldest first; `unread` is how much the viewer was told and has not read.

    `unread_messages` are conversations. `poll` is how it stands, counts only as the viewer may know them.
    `read_by_others` is how far the others in the conversation have read.
    """

    posts: list[int]
    replies: list[int]
    messages: list[int]
    unread: int
    unread_messages: int
    read_by_others: tuple[int, ...]
    poll: PollView | None

    @property
    def newest(self) -> int:
        """The highest of the ids, 0 when there are none."""
        return max(self.ids, default=0)

    @property
    def ids(self) -> list[int]:
        return [*self.posts, *self.replies, *self.messages]


def fresh_for(watching: Watching, *, since: int, known: Collection[int] = ()) -> Fresh:
    """What came after the id `since`, or up to ten seconds before it, and is not `known` to the page."""
    viewer, after = watching.viewer, since - _OVERLAP_IN_IDS
    home = feeds.new_in_home(viewer, after=after) if watching.home else []
    thread = fresh.in_thread(viewer, watching.thread, after=after) if watching.thread else []
    said = watching.conversation
    messages = fresh.in_conversation(viewer, said, after=after) if said else []
    unread, unread_messages = together(
        notifications.counting_unread(viewer), conversations.counting_unread(viewer)
    )
    return Fresh(
        posts=[each for each in home if each not in known],
        replies=[each for each in thread if each not in known],
        messages=[each for each in messages if each not in known],
        unread=unread,
        unread_messages=unread_messages,
        read_by_others=conversations.read_by_others(viewer, said) if said else (),
        poll=_poll(viewer, watching.poll),
    )


def _poll(viewer: Viewer, poll_id: int | None) -> PollView | None:
    if poll_id is None or not fresh.sees_poll(viewer, poll_id):
        return None
    return polls.polls(viewer, [poll_id]).get(poll_id)


def still_known(ids: Collection[int], *, since: int) -> set[int]:
    """Those of `ids` that a look from `since` on may meet again."""
    return {each for each in ids if each > since - _OVERLAP_IN_IDS}

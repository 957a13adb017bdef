"""What is new for one page, by the ids of rows. Whatever it says, the viewer may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from commonhold.social.feeds import queries as feeds
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
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

    @property
    def reads_posts(self) -> bool:
        """Does a new post concern the page at all?"""
        return self.home or self.thread is not None or self.conversation is not None


@dataclass(frozen=True)
class Fresh:
    """Ids that are new, oldest first; `unread` is how much the viewer was told and has not read."""

    posts: list[int]
    replies: list[int]
    messages: list[int]
    unread: int

    @property
    def newest(self) -> int:
        """The highest of the ids, 0 when there are none."""
        return max([*self.posts, *self.replies, *self.messages], default=0)


def fresh_for(watching: Watching, *, since: int, known: Collection[int] = ()) -> Fresh:
    """What came after the id `since`, or up to ten seconds before it, and is not `known` to the page."""
    viewer, after = watching.viewer, since - _OVERLAP_IN_IDS
    home = feeds.new_in_home(viewer, after=after) if watching.home else []
    thread = fresh.in_thread(viewer, watching.thread, after=after) if watching.thread else []
    talk = fresh.in_conversation(viewer, watching.conversation, after=after) if watching.conversation else []
    return Fresh(
        posts=[each for each in home if each not in known],
        replies=[each for each in thread if each not in known],
        messages=[each for each in talk if each not in known],
        unread=notifications.unread_count(viewer),
    )


def still_known(ids: Collection[int], *, since: int) -> set[int]:
    """Those of `ids` that a look from `since` on may meet again."""
    return {each for each in ids if each > since - _OVERLAP_IN_IDS}

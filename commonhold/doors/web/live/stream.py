"""One open page's events, in the words of the HTML standard's section on server-sent events.

    event: posts            new in the home feed                       {"ids": ["…"]}
    event: replies          new in the thread                          {"ids": ["…"]}
    event: messages         new in the conversation                    {"ids": ["…"]}
    event: poll             how a poll in a post stands                {"id": "…", "voters": 3, …}
    event: read             how far others read in the conversation    {"up_to": ["…"]}
    event: notifications    how much is unread; the badge's words      {"count": 3, "words": "3 new"}
    event: inbox            conversations with unread messages         {"count": 1, "words": "1 new"}
    event: full             no room to stay; milliseconds to wait      {"wait": 30000}

Ids are strings, as a script's numbers are too short for them. `id:` is the cursor with which a page that
lost its connection asks for the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import ngettext

from commonhold.social.live.hints import Hint
from commonhold.social.live.queries import Fresh, Watching, fresh_for, still_known
from commonhold.social.polls.queries import PollView

#: What a page hears when we have no room for a lasting stream.
FULL = b'event: full\ndata: {"wait": 30000}\n\n'


class Stream:
    """What one page has heard so far. A row that came late by up to ten seconds is told once."""

    is_app = False
    heartbeat = b":\n\n"

    def __init__(
        self, watching: Watching, *, since: int, language: str, is_signed_in: Callable[[], bool]
    ) -> None:
        self.watching, self._cursor, self._language = watching, since, language
        self._is_signed_in = is_signed_in
        self._told: set[int] = set()
        self._unread = self._inbox = -1
        self._read: tuple[int, ...] | None = None
        self._poll: PollView | None = None

    @property
    def person_id(self) -> int:
        return self.watching.viewer.person_id or 0

    def hears(self, hint: Hint) -> bool:
        """Is a look worth while?"""
        page = self.watching
        reads = bool(hint.posts) and page.reads_posts
        return reads or self.person_id in hint.people or page.poll in hint.polls

    def begin(self) -> bytes:
        """What the page missed, and where it stands now."""
        return self._look()

    def look(self) -> list[bytes] | None:
        """What is new since the last look, often nothing; None when the person signed out meanwhile."""
        if not self._is_signed_in():
            return None
        found = self._look()
        return [found] if found else []

    def _look(self) -> bytes:
        found = fresh_for(self.watching, since=self._cursor, known=self._told)
        self._cursor = max(self._cursor, found.newest)
        self._told = still_known({*self._told, *found.ids}, since=self._cursor)
        with translation.override(self._language):
            events = "".join(self._event(name, data) for name, data in self._events(found))
        self._unread, self._inbox = found.unread, found.unread_messages
        self._read, self._poll = found.read_by_others, found.poll
        return events.encode()

    def _events(self, found: Fresh) -> Iterator[tuple[str, object]]:
        if found.posts:
            yield "posts", {"ids": [str(each) for each in found.posts]}
        if found.replies:
            yield "replies", {"ids": [str(each) for each in found.replies]}
        if found.messages:
            yield "messages", {"ids": [str(each) for each in found.messages]}
        if found.poll is not None and found.poll != self._poll:
            yield "poll", _standing(found.poll)
        if self._read is not None and found.read_by_others != self._read:
            yield "read", {"up_to": [str(each) for each in found.read_by_others]}
        if found.unread != self._unread:
            yield "notifications", _count(found.unread)
        if found.unread_messages != self._inbox:
            yield "inbox", _count(found.unread_messages)

    def _event(self, name: str, data: object) -> str:
        return f"id: {self._cursor}\nevent: {name}\ndata: {json.dumps(data)}\n\n"


def _count(n: int) -> dict[str, object]:
    return {"count": n, "words": ngettext("{n} new", "{n} new", n).format(n=n)}


def _standing(poll: PollView) -> dict[str, object]:
    """How a poll stands; hidden counts are null until it closes."""
    options = [
        {"position": each.position, "votes": each.votes, "percent": each.percent} for each in poll.options
    ]
    return {"id": str(poll.id), "voters": poll.voters, "closed": poll.is_closed, "options": options}


class LiveResponse(HttpResponse):
    """What the page missed. A server that can keep it open then goes on with `stream`; others end here."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream.begin(), content_type="text/event-stream")
        self.stream = stream
        self["Cache-Control"] = "no-store"
        self["X-Accel-Buffering"] = "no"

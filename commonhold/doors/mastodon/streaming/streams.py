"""The streams themselves: server-sent events, one channel each, and sockets with as many as an app asks for.

Hints reach them on the event loop; what these mean is made in the thread of looks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import orjson

from commonhold.doors.calls.answers import Wrong
from commonhold.doors.mastodon.streaming.channels import Named, channel_of, person_of
from commonhold.doors.mastodon.streaming.made import FILTERS_CHANGED, Event, Made, shares
from commonhold.ground import ids
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.social.apps.queries import Bearer
from commonhold.social.live.channels import Channel, Kind
from commonhold.social.live.hints import NOTHING, Hint, rows_since
from commonhold.social.live.queries import OVERLAP

_MOST_WAITING = 100  # hints; whoever reads so slowly is let go
_MOST_CHANNELS = 50  # of one socket
_MOST_MISSED = 100  # events told to somebody who comes back
_LONGEST_AWAY = timedelta(hours=1)
_WELCOME = b":)\n\n"
_Thing = TypeVar("_Thing")


@dataclass
class _Ear:
    """One channel that is listened to. `known` was there when it began, and may still be hinted at."""

    named: Named
    known: Hint
    since: datetime

    def events(self, made: Made) -> list[Event]:
        if self.known:
            if made.now - self.since > 2 * OVERLAP:
                self.known = NOTHING
            hint = made.hint.without(self.known)
            if len(hint) < len(made.hint):
                return Made(made.person_id, hint).events(self.named.channel)
        return made.events(self.named.channel)


class AppStream:
    """What both kinds share: for whom, and what waits to be told."""

    is_app = True

    def __init__(self, bearer: Bearer) -> None:
        self.person_id, self.token_id = person_of(bearer), bearer.token_id
        self._ears: dict[Channel, _Ear] = {}  # replaced, never changed: two threads read it
        self._waiting: deque[Made] = deque()
        self._filters_changed = False
        self.is_over = False

    @property
    def minds_filters(self) -> bool:
        return any(each.kind is Kind.HOME for each in self._ears)

    def hears(self, hint: Hint) -> bool:
        """Take a hint, on the event loop: is it worth a look?"""
        if not any(each.may_hear(self.person_id, hint) for each in self._ears):
            return False
        if len(self._waiting) >= _MOST_WAITING:
            self.end()
        else:
            self._waiting.append(shares.share(self.person_id, hint))
        return True

    def end(self) -> None:
        """Be over by the next look."""
        self.is_over = True
        self._waiting.clear()

    def note_filters(self) -> None:
        """Her filters are others now."""
        self._filters_changed = True

    def _listen(self, named: Named, now: datetime) -> None:
        ear = _Ear(named, rows_since(now - OVERLAP), now)
        self._ears = {**self._ears, named.channel: ear}

    def _news(self) -> Iterator[tuple[_Ear, Event]]:
        ears = list(self._ears.values())
        if self._filters_changed:
            self._filters_changed = False
            homes = (each for each in ears if each.named.channel.kind is Kind.HOME)
            yield from ((each, Event(FILTERS_CHANGED, "undefined")) for each in homes)
        for made in _taken(self._waiting):
            for ear in ears:
                yield from ((ear, each) for each in ear.events(made))


class EventStream(AppStream):
    """Server-sent events of one channel (docs.joinmastodon.org/methods/streaming)."""

    heartbeat = b":thump\n\n"

    def __init__(self, bearer: Bearer, named: Named, *, last_heard: int | None = None) -> None:
        super().__init__(bearer)
        self._named, self._last_heard = named, last_heard
        self._has_settled = False

    def begin(self) -> bytes:
        """The first words; to a client that comes back, what it missed as well."""
        now = clock.now()
        self._listen(self._named, now)
        return b"".join([_WELCOME, *_written(self._missed(now))])

    def look(self) -> list[bytes] | None:
        """What is new; None when it is over."""
        if self.is_over:
            return None
        found = [*self._since_it_began(), *(event for _ear, event in self._news())]
        return None if self.is_over else _written(found)

    def _missed(self, now: datetime) -> list[Event]:
        if self._last_heard is None:
            return []
        since = max(ids.time_of(self._last_heard), now - _LONGEST_AWAY)
        made = Made(self.person_id, rows_since(min(since, now) - OVERLAP))
        return made.events(self._named.channel)[-_MOST_MISSED:]

    def _since_it_began(self) -> list[Event]:
        """Between its first words and its place on the event loop no hint reached it."""
        if self._has_settled:
            return []
        self._has_settled = True
        (ear,) = self._ears.values()
        found = rows_since(ear.since - OVERLAP)
        hint, ear.known = found.without(ear.known), found
        return Made(self.person_id, hint).events(ear.named.channel) if hint else []


class Socket(AppStream):
    """A WebSocket: an app says which channels it wants, and no longer wants."""

    heartbeat = b""  # the protocol has pings of its own

    def __init__(self, bearer: Bearer, first: Mapping[str, str]) -> None:
        super().__init__(bearer)
        self._bearer = bearer
        self._inbox: deque[str] = deque()
        self._first = first

    def take(self, text: str) -> int:
        """Keep what the app said until the next look; gives how much waits."""
        self._inbox.append(text)
        return len(self._inbox)

    def look(self) -> list[bytes] | None:
        """What goes out, each a message of its own; None when it is over."""
        if self.is_over:
            return None
        out = [_told(ear.named, event) for ear, event in self._news()]
        if self._first:
            out += self._asked({**self._first, "type": "subscribe"})
            self._first = {}
        for each in _taken(self._inbox):
            out += self._asked(_read(each))
        return None if self.is_over else out

    def _asked(self, said: Mapping[str, str]) -> list[bytes]:
        """Do what the app asks; an answer is given to what can't be done alone."""
        act = said.get("type")
        if act not in {"subscribe", "unsubscribe"}:
            return []
        try:
            named = channel_of(self._bearer, said.get("stream", ""), said)
            if act == "unsubscribe":
                self._ears = {each: ear for each, ear in self._ears.items() if each != named.channel}
            elif named.channel not in self._ears:
                if len(self._ears) >= _MOST_CHANNELS:
                    raise Wrong(429, f"Too many streams on one connection: {_MOST_CHANNELS} at most")
                self._listen(named, clock.now())
        except Wrong as wrong:
            return [orjson.dumps({"error": wrong.error, "status": wrong.status})]
        except NotFound:
            return [orjson.dumps({"error": "Record not found", "status": 404})]
        return []


def _taken(waiting: deque[_Thing]) -> Iterator[_Thing]:
    """What waits, taken one by one; the other thread may put more there meanwhile."""
    with suppress(IndexError):
        while True:
            yield waiting.popleft()


def _written(events: list[Event]) -> list[bytes]:
    """As a stream of events has them; `id` is the cursor with which a client comes back."""
    cursor = ids.first_id_after(clock.now()) if events else 0
    return [f"id: {cursor}\nevent: {each.name}\ndata: {each.payload}\n\n".encode() for each in events]


def _told(named: Named, event: Event) -> bytes:
    bears = {} if event.name == FILTERS_CHANGED else {"payload": event.payload}
    return orjson.dumps({"stream": named.name, "event": event.name, **bears})


def _read(text: str) -> dict[str, str]:
    """A message of an app's; what is none is empty. Of several streams the first is meant, as in Mastodon."""
    try:
        said: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(said, dict):
        return {}
    first = {name: each[0] if isinstance(each, list) and each else each for name, each in said.items()}
    return {name: str(each) for name, each in first.items() if isinstance(each, (str, int))}

"""Streams that stay open: they wait on the event loop, and one thread of their own looks for them.

A page's stream begins as an ordinary answer of Django's, in the pages' threads, and so does an app's, or as
a WebSocket. From then on it costs no thread: it sleeps until a hint or a heartbeat wakes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import NamedTuple, Protocol

from django.db import Error, close_old_connections

from commonhold.doors.mastodon.streaming.streams import AppStream, Socket
from commonhold.doors.mastodon.streaming.views import no_room
from commonhold.doors.mastodon.streaming.watch import Watch
from commonhold.doors.web.live.stream import FULL
from commonhold.house.lines import AnswerLine, Line, Receive, Send, SocketLine
from commonhold.social.live.hints import Hint, lookout

log = logging.getLogger("commonhold.streams")


@dataclass(frozen=True)
class Terms:
    """How many there may be, in all and of one person; and in seconds, how long one rests and lives."""

    most: int
    most_of_one: int
    rest: float  # between two looks of one stream, however much happens
    life: float  # then the page comes back and shows anew who it is


_PAGES, _APPS = Terms(1_000, 8, 1.0, 300.0), Terms(2_000, 32, 0.2, inf)
_HEARTBEAT = 20.0  # seconds of silence; proxies cut silent connections
_WATCH = 3.0  # seconds between two looks at what no row tells of

# One thread: however many streams there are, pages keep their own four.
_thread = ThreadPoolExecutor(1, thread_name_prefix="live")


class Stream(Protocol):
    """One reader's events. `hears` is asked on the event loop, `look` in the thread of looks."""

    is_app: bool

    @property
    def heartbeat(self) -> bytes:
        """What is said after a long silence; nothing where the protocol has pings."""

    @property
    def person_id(self) -> int: ...

    def hears(self, hint: Hint) -> bool:
        """Is a look worth while?"""

    def look(self) -> Sequence[bytes] | None:
        """What is new, in pieces; None ends the stream, and its reader may come back."""


class Full(Enum):
    """Why there is no room for another."""

    ENDING = "the server stops"
    OF_ALL = "too many are open"
    OF_ONE = "too many of this person's are open"


class Opening(NamedTuple):
    """An answer that was made and not sent yet."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class _Open:
    """A stream that sleeps."""

    __slots__ = ("rouse", "stream", "terms")

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.terms = _APPS if stream.is_app else _PAGES
        self.rouse = asyncio.Event()


class Streams:
    """All that are open in this server."""

    def __init__(self) -> None:
        self._open: set[_Open] = set()
        self._counts: Counter[tuple[bool, int]] = Counter()  # by kind and person, and of each kind as 0
        self._ending = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop_listening: Callable[[], None] | None = None
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Be ready; called on the event loop. Nobody looks out before somebody listens."""
        self._loop, self._ending = asyncio.get_running_loop(), False

    def end(self) -> None:
        """Let every stream end now; readers come back when there is a server again."""
        self._ending = True
        self._rest()
        for each in self._open:
            each.rouse.set()

    async def go_on(self, stream: Stream, opening: Opening, receive: Receive, send: Send) -> None:
        """Send an answer that has begun, keep it open, and close it in good order."""
        here = self._place(stream)
        if isinstance(here, Full):
            await _turn_away(stream, here, opening, send)
            return
        try:
            await send({"type": "http.response.start", "status": opening.status, "headers": opening.headers})
            await send({"type": "http.response.body", "body": opening.body, "more_body": True})
            await self._tell(here, AnswerLine(receive, send, here.rouse.set))
        finally:
            self._leave(here)

    async def talk(self, socket: Socket, protocol: str | None, receive: Receive, send: Send) -> None:
        """Open a WebSocket, or refuse to, keep it open, and close it in good order."""
        here = self._place(socket)
        if isinstance(here, Full):
            await refuse_socket(send, *no_room(is_for_one=here is Full.OF_ONE))
            return
        try:
            await send({"type": "websocket.accept", "subprotocol": protocol})
            await self._tell(here, SocketLine(receive, send, here.rouse.set, socket.take))
        finally:
            self._leave(here)

    async def _tell(self, here: _Open, line: Line) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + here.terms.life
        here.rouse.set()  # what came between its first words and its place here, no hint told it
        try:
            while loop.time() < until:
                is_awake = await _wait(here.rouse)
                if self._ending or line.has_left:
                    return
                here.rouse.clear()
                said: Sequence[bytes] | None = ()
                if is_awake or not here.stream.is_app:
                    said = await loop.run_in_executor(_thread, _look, here.stream)
                if said is None:
                    return
                if said or is_awake or here.stream.heartbeat:
                    # A heartbeat also finds out who is gone.
                    await line.say(said or ([] if is_awake else [here.stream.heartbeat]))
                await asyncio.sleep(here.terms.rest)
        finally:
            await line.close()

    def _place(self, stream: Stream) -> _Open | Full:
        here = _Open(stream)
        if self._ending:
            return Full.ENDING
        if self._counts[stream.is_app, 0] >= here.terms.most:
            return Full.OF_ALL
        if self._counts[stream.is_app, stream.person_id] >= here.terms.most_of_one:
            return Full.OF_ONE
        self._open.add(here)
        self._counts.update(_keys(stream))
        self._listen()
        return here

    def _leave(self, here: _Open) -> None:
        self._open.discard(here)
        self._counts.subtract(_keys(here.stream))
        for key in _keys(here.stream):
            if not self._counts[key]:
                del self._counts[key]
        if not self._open:
            self._rest()

    def _listen(self) -> None:
        loop = self._loop
        if self._stop_listening is not None or loop is None:
            return

        def listener(hint: Hint) -> None:
            loop.call_soon_threadsafe(self._wake, hint)

        self._stop_listening = lookout.listen(listener)
        self._watching = loop.create_task(self._watch())

    def _rest(self) -> None:
        if self._stop_listening is not None:
            self._stop_listening()
        if self._watching is not None:
            self._watching.cancel()
        self._stop_listening = self._watching = None

    async def _watch(self) -> None:
        watch, loop = Watch(), asyncio.get_running_loop()
        while True:
            apps = [each.stream for each in self._open if isinstance(each.stream, AppStream)]
            if apps:
                concerned = set(map(id, await loop.run_in_executor(_thread, _watched, watch, apps)))
                for each in self._open:
                    if id(each.stream) in concerned:
                        each.rouse.set()
            await asyncio.sleep(_WATCH)

    def _wake(self, hint: Hint) -> None:
        for each in self._open:
            if each.stream.hears(hint):
                each.rouse.set()


async def refuse_socket(send: Send, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    """Answer in HTTP instead of upgrading."""
    named = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", **(headers or {})}
    pairs = [(name.encode(), value.encode()) for name, value in named.items()]
    await send({"type": "websocket.http.response.start", "status": status, "headers": pairs})
    await send({"type": "websocket.http.response.body", "body": body})


async def _turn_away(stream: Stream, why: Full, opening: Opening, send: Send) -> None:
    status, headers, body = opening
    if stream.is_app:
        status, body, more = no_room(is_for_one=why is Full.OF_ONE)
        kept = [each for each in headers if each[0] != b"content-type"]
        named = {"Content-Type": "application/json", **more}
        headers = [*kept, *((name.lower().encode(), value.encode()) for name, value in named.items())]
    elif why is not Full.ENDING:
        # A server that stops is back soon; one that is full asks for a longer pause.
        body += FULL
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _wait(rouse: asyncio.Event) -> bool:
    """Sleep until something wakes it; False when a heartbeat is due."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_HEARTBEAT):
            await rouse.wait()
    return rouse.is_set()  # both may come at once


def _keys(stream: Stream) -> list[tuple[bool, int]]:
    return [(stream.is_app, 0), (stream.is_app, stream.person_id)]


def _look(stream: Stream) -> Sequence[bytes] | None:
    """In the thread. None ends the stream: its reader comes back and asks for what was missed."""
    try:
        close_old_connections()
        return stream.look()
    except Error:
        log.exception("a live stream ended because the database did not answer")
        return None
    finally:
        close_old_connections()


def _watched(watch: Watch, streams: Sequence[AppStream]) -> list[AppStream]:
    """In the thread."""
    try:
        close_old_connections()
        return watch.look(streams)
    except Error:
        log.exception("streams were not looked after, because the database did not answer")
        return []
    finally:
        close_old_connections()


streams = Streams()

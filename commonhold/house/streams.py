"""Streams that stay open: they wait on the event loop, and one thread of their own looks for them.

A page's stream begins as an ordinary answer of Django's, in the pages' threads. From then on it costs no
thread: it sleeps until a hint or a heartbeat wakes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.db import Error, close_old_connections

from commonhold.doors.web.live.stream import FULL, Stream
from commonhold.social.live.hints import Hint, lookout

log = logging.getLogger("commonhold.streams")

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_MOST, _MOST_OF_ONE = 1_000, 8
_HEARTBEAT = 20.0  # seconds of silence; proxies cut silent connections
_REST = 1.0  # seconds between two looks of one stream, however much happens
_LIFE = 300.0  # seconds; then the page comes back and shows anew who it is

# One thread: however many streams there are, pages keep their own four.
_thread = ThreadPoolExecutor(1, thread_name_prefix="live")


class _Open:
    """A stream that sleeps."""

    def __init__(self, stream: Stream) -> None:
        self.person_id, self.watching = stream.person_id, stream.watching
        self.rouse = asyncio.Event()


class Streams:
    """All that are open in this server."""

    def __init__(self) -> None:
        self._open: set[_Open] = set()
        self._ending = False
        self._stop_listening: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Listen to hints; called on the event loop."""
        loop = asyncio.get_running_loop()
        self._ending = False

        def listener(hint: Hint) -> None:
            loop.call_soon_threadsafe(self._wake, hint)

        self._stop_listening = lookout.listen(listener)

    def end(self) -> None:
        """Let every stream end now; pages come back when there is a server again."""
        self._ending = True
        self._stop_listening()
        self._stop_listening = lambda: None
        for each in self._open:
            each.rouse.set()

    async def go_on(self, stream: Stream, receive: Receive, send: Send) -> None:
        """Keep an answer that has begun open, and close it in good order."""
        here = self._place(stream)
        if here is None:
            # A server that stops is back soon; one that is full asks for a longer pause.
            await send({"type": "http.response.body", "body": b"" if self._ending else FULL})
            return
        left = asyncio.ensure_future(receive())
        left.add_done_callback(lambda _left: here.rouse.set())
        try:
            await self._tell(stream, here, left, send)
        finally:
            left.cancel()
            self._open.discard(here)
        await send({"type": "http.response.body", "body": b""})

    async def _tell(self, stream: Stream, here: _Open, left: asyncio.Future[Any], send: Send) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + _LIFE
        while loop.time() < until:
            with suppress(TimeoutError):
                await asyncio.wait_for(here.rouse.wait(), _HEARTBEAT)
            if self._ending or left.done():
                return
            here.rouse.clear()
            said = await loop.run_in_executor(_thread, _look, stream)
            if said is None:
                return
            # A comment is the heartbeat: it also finds out who is gone.
            await send({"type": "http.response.body", "body": said or b":\n\n", "more_body": True})
            await asyncio.sleep(_REST)

    def _place(self, stream: Stream) -> _Open | None:
        of_one = sum(each.person_id == stream.person_id for each in self._open)
        if self._ending or len(self._open) >= _MOST or of_one >= _MOST_OF_ONE:
            return None
        here = _Open(stream)
        self._open.add(here)
        return here

    def _wake(self, hint: Hint) -> None:
        for each in self._open:
            page = each.watching
            if (hint.posts and page.reads_posts) or each.person_id in hint.people or page.poll in hint.polls:
                each.rouse.set()


def _look(stream: Stream) -> bytes | None:
    """In the thread. None ends the stream: the page comes back and asks for what it missed."""
    try:
        close_old_connections()
        return stream.look()
    except Error:
        log.exception("a live stream ended because the database did not answer")
        return None


streams = Streams()

"""How a stream's words leave: as pieces of an answer, or as messages on a WebSocket.

A reader who takes nothing for half a minute is cut off, so that what waits for her stays small.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_PATIENCE = 30.0  # seconds
_MOST_UNREAD = 64  # messages of an app's that wait for a look
_GOING_AWAY, _NO_BINARY = 1001, 1003  # RFC 6455 §7.4.1


class Line(Protocol):
    """To one reader. `has_left` when she is gone."""

    has_left: bool

    async def say(self, pieces: Sequence[bytes]) -> None: ...

    async def close(self) -> None: ...


class AnswerLine:
    """An answer that goes on; `rouse` is called when its reader leaves."""

    def __init__(self, receive: Receive, send: Send, rouse: Callable[[], None]) -> None:
        self._send, self._rouse = send, rouse
        self.has_left = False
        self._left = asyncio.ensure_future(receive())
        self._left.add_done_callback(self._note)

    async def say(self, pieces: Sequence[bytes]) -> None:
        message = {"type": "http.response.body", "body": b"".join(pieces), "more_body": True}
        self.has_left |= not await _sent(self._send, message)

    async def close(self) -> None:
        self._left.cancel()
        if not self.has_left:
            await self._send({"type": "http.response.body", "body": b""})

    def _note(self, left: asyncio.Future[Any]) -> None:
        if not left.cancelled():
            self.has_left = True
            self._rouse()


class SocketLine:
    """A WebSocket; what its reader says is given to `take`, which tells how much of it waits."""

    def __init__(
        self, receive: Receive, send: Send, rouse: Callable[[], None], take: Callable[[str], int]
    ) -> None:
        self._receive, self._send, self._rouse, self._take = receive, send, rouse, take
        self.has_left = False
        self._code = _GOING_AWAY
        self._was_read = asyncio.Event()
        self._reading = asyncio.ensure_future(self._read())

    async def say(self, pieces: Sequence[bytes]) -> None:
        self._was_read.set()
        for each in pieces:
            if self.has_left or not await _sent(
                self._send, {"type": "websocket.send", "text": each.decode()}
            ):
                self.has_left = True
                return

    async def close(self) -> None:
        self._reading.cancel()
        if not self.has_left:
            with suppress(OSError):  # what a server raises when the other end was quicker
                await self._send({"type": "websocket.close", "code": self._code})

    async def _read(self) -> None:
        while (message := await self._receive())["type"] == "websocket.receive":
            text = message.get("text")
            if text is None:
                with suppress(OSError):
                    await self._send({"type": "websocket.close", "code": _NO_BINARY})
                break
            waiting = self._take(text)
            self._rouse()
            if waiting >= _MOST_UNREAD:
                self._was_read.clear()
                await self._was_read.wait()
        self.has_left = True
        self._rouse()


async def _sent(send: Send, message: MutableMapping[str, Any]) -> bool:
    """Did it leave? A reader who takes nothing is cut off."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await send(message)
    except TimeoutError:
        _cut(send)
        return False
    except OSError:
        return False
    return True


def _cut(send: Send) -> None:
    """ASGI has no word for this; closing in good order would wait for the reader for ever."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()

"""The server's one application: HTTP goes to Django in four threads that keep their connections.

Django's own ASGI handler makes a thread and a database connection for every request of a synchronous
view; this bridge needs a ninth of its CPU (docs/adr/0002-our-own-bridge.md).
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, TypeVar
from wsgiref.util import FileWrapper

from django.conf import settings
from django.db import close_old_connections

from commonhold.doors.activitypub.inbox.posted import is_inbox
from commonhold.doors.mastodon.front.asking import Body
from commonhold.doors.mastodon.front.front import Front
from commonhold.doors.mastodon.front.routes import route_of
from commonhold.doors.mastodon.streaming.views import StreamResponse
from commonhold.doors.web.live.stream import LiveResponse
from commonhold.ground.changes import triggers
from commonhold.ground.changes.reading import open_reading
from commonhold.house import sockets
from commonhold.house.at_once import doing as _doing
from commonhold.house.at_once import fronts as _front
from commonhold.house.at_once import inboxes as _inbox
from commonhold.house.bell import Bell
from commonhold.house.counted import counted
from commonhold.house.replicas import NotHere, replicas
from commonhold.house.startup import trouble
from commonhold.house.streams import Opening, Stream, streams
from commonhold.house.writing import Writing
from commonhold.house.wsgi import application as django

if TYPE_CHECKING:
    from commonhold.house.rest import Working

log = logging.getLogger("commonhold.server")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Spooled = SpooledTemporaryFile[bytes]
Result = TypeVar("Result")

_THREADS = 4
_IN_MEMORY = 1_000_000  # bytes of a request's body; more goes to the disk
_LARGEST = 100_000_000  # bytes of a request's body; more is refused
_A_MOMENT = 0.1  # seconds in which those are answered who waited for the start
_WRONG = 300  # and above: such an answer of a replica may only mean that it lags
_PIECE = 65_536  # bytes of a file that are sent at a time

# A long pure-Python stretch in one thread otherwise holds up the others for 5 ms at a time.
sys.setswitchinterval(0.0002)
_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="django")
# What the front lacks is made apart: no long page holds it up, and one thread keeps less than four.
_makers = ThreadPoolExecutor(1, thread_name_prefix="making")
_askers = ThreadPoolExecutor(8, thread_name_prefix="asking")


#: The rest of the house, while it is being loaded: only what reads may be answered meanwhile.
_loading: list[asyncio.Future[Working]] = []


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    if _loading and not _is_asked_by_apps(scope):
        await asyncio.shield(_loading[0])  # which raises what it broke at: half a house answers nobody
    if scope["type"] == "http" and scope["method"] == "POST" and _inbox and is_inbox(scope["path"]):
        await _inbox[0].answer(scope, receive, send)
    elif scope["type"] == "http":
        body = Body(receive)
        if _front and await _front[0].answer(scope, body, send):
            counted.at_the_front += 1
        else:
            await _answer(scope, body, send)
    elif scope["type"] == "websocket":
        await sockets.answer(scope, receive, send, _in_thread)


def _is_asked_by_apps(scope: Scope) -> bool:
    """Is it among what the front answers? Neither it nor Django needs more for that than is loaded first."""
    return scope["type"] == "http" and scope["method"] == "GET" and route_of(scope["path"]) is not None


async def _live(receive: Receive, send: Send) -> None:
    """Ticker and courier live as long as the server, and nothing starts over a database that is not sound."""
    await receive()
    wrong = await _in_thread(partial(trouble, is_migrated=True))  # `serve` saw to that a moment ago
    if wrong:
        await send({"type": "lifespan.startup.failed", "message": wrong})
        return
    bell, writing = Bell(), Writing()
    await _in_thread(bell.start)
    replicas.start()
    writing.start()
    streams.start()
    reading = None if await _in_thread(triggers.missing) else open_reading()
    if reading is not None:
        _front.append(Front(reading, _in_makers, writing))
    _loading.append(asyncio.ensure_future(_work(writing)))
    await send({"type": "lifespan.startup.complete"})
    working = await _loading[0]
    _loading.clear()
    await receive()
    streams.end()
    for each in (_front, _doing, _inbox):
        each.clear()
    await _in_thread(writing.stop)
    await _in_thread(working.stop)
    await _in_thread(bell.stop)
    await _in_thread(replicas.stop)
    await send({"type": "lifespan.shutdown.complete"})


async def _work(writing: Writing) -> Working:
    """Have the rest loaded and begun. Where that fails the server ends, as nothing would ever be done."""
    try:
        await asyncio.sleep(_A_MOMENT)
        working = await _in_thread(_rest)
    except Exception:
        log.critical("the rest of the house could not be loaded, so the server stops", exc_info=True)
        os.kill(os.getpid(), signal.SIGTERM)
        raise
    _inbox.append(working.inbox(writing, _in_thread, _outside))
    _doing.extend(_front)
    return working


def _rest() -> Working:
    from commonhold.house.rest import Working  # noqa: PLC0415 - half of the house: nobody waits for it who reads

    return Working(works=not settings.WEB_ONLY)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        try:
            await _fill(body, receive)
        except _Left:
            return
        except _TooLarge:
            await _start(send, 413, [(b"connection", b"close")])
            await send({"type": "http.response.body"})
            return
        exchange = _Exchange(scope, body)
        whole = await _in_thread(exchange.begin)
        if _front:
            _front[0].learn(scope, exchange.status, exchange.headers)
        if exchange.live is not None:
            live, opening = exchange.live, Opening(exchange.status, exchange.headers, whole or b"")
            del exchange, whole  # it stays open for long, and a thousand others beside it
            await streams.go_on(live, opening, receive, send)
            return
        await _start(send, exchange.status, exchange.headers)
        if whole is None:
            await _stream(exchange, receive, send)
        await send({"type": "http.response.body", "body": whole or b""})


async def _fill(body: Spooled, receive: Receive) -> None:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Left
        body.write(message.get("body", b""))
        if body.tell() > _LARGEST:
            raise _TooLarge
        more = message.get("more_body", False)


async def _start(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    counted.answered[status // 100] = counted.answered.get(status // 100, 0) + 1
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _stream(exchange: _Exchange, receive: Receive, send: Send) -> None:
    """Send piece by piece, until the end or until nobody reads any more."""
    left = asyncio.ensure_future(receive())
    try:
        while not left.done() and (piece := await _in_thread(exchange.next_piece)) is not None:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        left.cancel()
        await _in_thread(exchange.end)


async def _in_thread(call: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_threads, call)


async def _outside(call: Callable[[], Result]) -> Result:
    """Where other servers are asked: in threads that wait for nothing else."""

    return await asyncio.get_running_loop().run_in_executor(_askers, partial(_bounded, call))


async def _in_makers(call: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_makers, partial(_bounded, call))


def _bounded(call: Callable[[], Result]) -> Result:
    """In a thread: what it used of the database may serve others afterwards."""
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()


class _Left(Exception):
    """The client went away before its request was complete."""


class _TooLarge(Exception):
    """The request's body is larger than any that we take."""


class _Exchange:
    """One request and its answer, in WSGI's words (PEP 3333)."""

    def __init__(self, scope: Scope, body: Spooled) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.live: Stream | None = None
        self._only_head = scope["method"] == "HEAD"
        self._reads = scope["method"] in {"GET", "HEAD"}
        self._environ = _environ(scope, body)
        self._response: Iterable[bytes] = ()

    def begin(self) -> bytes | None:
        """Let Django answer. The whole body; None for a stream, whose pieces and end are then asked for.

        What only reads is read from a replica, if that serves: what is not there, or would write, is asked
        where all is.
        """
        if self._reads and replicas.are_there:
            with replicas.one() as is_read_there, suppress(NotHere):
                if is_read_there:
                    whole = self._begin()
                    if self.status < _WRONG:
                        counted.of_replicas += 1
                        return whole
                    if whole is None:
                        self.end()
            self._environ["wsgi.input"].seek(0)
            self.live = None
        return self._begin()

    def _begin(self) -> bytes | None:
        self._response = django(self._environ, self._start)
        if isinstance(self._response, (LiveResponse, StreamResponse)):
            self.live = self._response.stream
            self.headers = [each for each in self.headers if each[0] != b"content-length"]
        if getattr(self._response, "streaming", True) and not self._only_head:
            self._pieces = iter(self._response)
            return None
        try:
            return b"" if self._only_head else b"".join(self._response)
        finally:
            self.end()

    def next_piece(self) -> bytes | None:
        return next(self._pieces, None)

    def end(self) -> None:
        """Close what was opened for the answer; Django then tells that the request is finished."""
        close = getattr(self._response, "close", None)
        if close is not None:
            close()

    def _start(
        self, status: str, headers: list[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], object]:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return lambda _piece: None


def _environ(scope: Scope, body: Spooled) -> dict[str, Any]:
    """What WSGI calls the request. `body` stands at its end, so its length is known."""
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": lambda file, _size: FileWrapper(file, _PIECE),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name_bytes, value_bytes in scope["headers"]:
        if b"_" in name_bytes:
            continue  # it would pass for the header with a hyphen, which the web server in front vouches for
        name, value = name_bytes.decode("latin-1").upper().replace("-", "_"), value_bytes.decode("latin-1")
        key = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
        joiner = "; " if name == "COOKIE" else ","
        environ[key] = f"{environ[key]}{joiner}{value}" if key in environ else value
    # A chunked body comes without a length, and Django reads no further than it is told.
    environ["CONTENT_LENGTH"] = str(body.tell())
    body.seek(0)
    return environ

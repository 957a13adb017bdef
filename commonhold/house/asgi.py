"""The server's one application: HTTP goes to Django in four threads that keep their connections.

Django's own ASGI handler makes a thread and a database connection for every request of a synchronous
view; this bridge needs a ninth of its CPU (docs/adr/0002-our-own-bridge.md).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from commonhold.house.ticker import Ticker
from commonhold.house.wsgi import application as django

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_THREADS = 4
_IN_MEMORY = 1_000_000  # bytes of a request's body; more goes to the disk
_PIECE = 65_536

# A long pure-Python stretch in one thread otherwise holds up the others for 5 ms at a time.
sys.setswitchinterval(0.0002)
_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="django")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    """The ticker lives as long as the server."""
    ticker = Ticker()
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            ticker.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(ticker.stop)
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    body = await _body(receive)
    if body is None:
        return
    loop = asyncio.get_running_loop()
    try:
        exchange = _Exchange(scope, body)
        pieces = await loop.run_in_executor(_threads, exchange.begin)
        await send({"type": "http.response.start", "status": exchange.status, "headers": exchange.headers})
        try:
            while (piece := await loop.run_in_executor(_threads, next, pieces, None)) is not None:
                if scope["method"] != "HEAD":
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            await loop.run_in_executor(_threads, exchange.end)
        await send({"type": "http.response.body", "body": b""})
    finally:
        body.close()


async def _body(receive: Receive) -> BinaryIO | None:
    """The whole body; None when the client left before it was complete."""
    first = await receive()
    if first["type"] == "http.disconnect":
        return None
    if not first.get("more_body"):
        return BytesIO(first.get("body", b""))
    body = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - closed by _answer
    message = first
    while True:
        body.write(message.get("body", b""))
        if not message.get("more_body"):
            body.seek(0)
            return body
        message = await receive()
        if message["type"] == "http.disconnect":
            body.close()
            return None


class _Exchange:
    """One request and its answer, in WSGI's words (PEP 3333)."""

    def __init__(self, scope: Scope, body: BinaryIO) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self._environ = _environ(scope, body)
        self._pieces: Iterable[bytes] = ()

    def begin(self) -> Iterator[bytes]:
        self._pieces = django(self._environ, self._start)
        return iter(self._pieces)

    def end(self) -> None:
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()

    def _start(
        self, status: str, headers: list[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], object]:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return lambda _piece: None


def _environ(scope: Scope, body: BinaryIO) -> dict[str, Any]:
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
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name_bytes, value_bytes in scope["headers"]:
        name, value = name_bytes.decode("latin-1").upper().replace("-", "_"), value_bytes.decode("latin-1")
        key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
        joiner = "; " if name == "COOKIE" else ","
        environ[key] = f"{environ[key]}{joiner}{value}" if key in environ else value
    return environ

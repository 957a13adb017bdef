"""WebSockets: who asks for one is known before anything is upgraded (RFC 6455 §4.2.2)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from commonhold.doors.mastodon.streaming.streams import Socket
from commonhold.doors.mastodon.streaming.views import enter
from commonhold.house.lines import Receive, Send
from commonhold.house.streams import refuse_socket, streams

Scope = MutableMapping[str, Any]
Opened = Socket | tuple[int, bytes]
InThread = Callable[[Callable[[], Opened]], Awaitable[Opened]]


async def answer(scope: Scope, receive: Receive, send: Send, in_thread: InThread) -> None:
    """One WebSocket from its handshake to its end; `in_thread` runs what asks the database."""
    await receive()
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    protocols = list(scope.get("subprotocols", ()))

    def enters() -> Opened:
        return enter(
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            protocols=protocols,
        )

    opened = await in_thread(enters)
    if isinstance(opened, tuple):
        await refuse_socket(send, *opened)
    else:
        # A browser that named its token as a protocol hears it again, or it gives up.
        await streams.talk(opened, protocols[0] if protocols else None, receive, send)

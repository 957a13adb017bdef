"""`python -m bench.sink`: every server of the world, as far as a delivery can tell. It keeps nothing.

Says its port on the first line. For each line that it then reads it says how many requests it has taken.
"""

from __future__ import annotations

import asyncio
import re
import sys

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_TAKEN = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"


class _Sink(asyncio.Protocol):
    taken = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._heard = transport, b""

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if end and length and len(body) >= int(length[1]):
            self._heard = b""
            _Sink.taken += 1
            assert isinstance(self._transport, asyncio.Transport)
            self._transport.write(_TAKEN)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Sink, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(_Sink.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())

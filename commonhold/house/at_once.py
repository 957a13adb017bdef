"""uvicorn's protocol, which lets the front answer in the very call that brings a request.

A request that the front has at hand needs no task, no scope and no messages: those cost more than its answer
(docs/adr/0026). Everything else goes the way of ASGI, and so does whatever comes in pieces.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from commonhold.doors.mastodon.front.front import Front

#: The front of the server that runs, if it has one. It comes when the server's life begins, and goes with it.
fronts: list[Front] = []


class AtOnce(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_within = False  # a request, whose end has not come yet
        self._begun = 0
        self._answered_at = 0.0

    def data_received(self, data: bytes) -> None:
        is_whole = self._rests() and data.startswith(b"GET ") and data.endswith(b"\r\n\r\n")
        if not is_whole or not fronts:
            super().data_received(data)
            return
        answer = fronts[0].at_once(data, self.client)
        if answer is None:
            begun = self._begun
            super().data_received(data)
            if self._begun == begun + 1 and not self._is_within:
                fronts[0].letters.learn(data, self.headers)
            return
        self.server_state.total_requests += 1
        self.transport.writelines((_opening(self.server_state.default_headers), *answer))
        self._stay_open()

    def on_message_begin(self) -> None:
        self._is_within = True
        self._begun += 1
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self._is_within = False
        super().on_message_complete()

    def timeout_keep_alive_handler(self) -> None:
        """It looks how long nothing was asked: a timer for each answer costs as much as finding it."""
        left = self._answered_at + self.timeout_keep_alive - self.loop.time()
        if left <= 0:
            super().timeout_keep_alive_handler()
        else:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)

    def _rests(self) -> bool:
        """Is nothing under way: no request that is still coming, none that is being answered or sent?"""
        if self._is_within or self.flow.write_paused or self.transport.is_closing():
            return False
        return self.cycle is None or self.cycle.response_complete

    def _stay_open(self) -> None:
        self._answered_at = self.loop.time()
        if self.timeout_keep_alive_task is None:
            wait = self.timeout_keep_alive
            self.timeout_keep_alive_task = self.loop.call_later(wait, self.timeout_keep_alive_handler)


def _opening(headers: list[tuple[bytes, bytes]]) -> bytes:
    """The first line, and what uvicorn says with every answer: the same list for a second."""
    if _last[0] is not headers:
        lines = b"".join(b"%b: %b\r\n" % each for each in headers)
        _last[:] = headers, b"HTTP/1.1 200 OK\r\n" + lines
    opening: bytes = _last[1]
    return opening


_last: list[Any] = [None, b""]

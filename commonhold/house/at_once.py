"""uvicorn's protocol, which lets the front answer in the very call that brings a request.

A request that the front has at hand needs no task, no scope and no messages: those cost more than its answer
(docs/adr/0026). Everything else goes the way of ASGI, and so does whatever comes in pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from commonhold.doors.activitypub.inbox import letters
from commonhold.doors.mastodon.front.front import Front

if TYPE_CHECKING:
    from commonhold.doors.activitypub.inbox.front import InboxFront

#: The front of the server that runs, if it has one. It comes when the server's life begins, and goes with it.
fronts: list[Front] = []
#: The same, once it also does what is asked: when all of the house is loaded.
doing: list[Front] = []
#: Where other servers' posts are taken in meanwhile.
inboxes: list[InboxFront] = []


class AtOnce(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_within = False  # a request, whose end has not come yet
        self._begun = 0
        self._answered_at = 0.0
        self._head = b""  # of a deed whose body has not come yet
        self._deed = b""  # that is being done
        self._later = b""  # what came meanwhile
        self._ends = False

    def data_received(self, data: bytes) -> None:
        if self._deed:
            self._later += data
            self.flow.pause_reading()
            return
        if self._head:
            data, self._head = self._head + data, b""
        if data.startswith(b"POST ") and self._rests():
            if inboxes and data.startswith(b"POST /ap/"):
                self._bring(data)
                return
            if doing:
                self._do(data)
                return
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
        self._say((_opening(self.server_state.default_headers, b"200 OK"), *answer))

    def shutdown(self) -> None:
        """A deed that is being done is answered before."""
        if self._deed:
            self._ends = True
            return
        if self._head:
            head, self._head = self._head, b""
            super().data_received(head)
        super().shutdown()

    def _do(self, data: bytes) -> None:
        front = doing[0]
        letter = front.letters.read_deed(data)
        if letter is not None and letter.lacks:
            self._head = data
        elif letter is not None and front.do_at_once(letter, self.client, self._done):
            self._deed = data
        else:
            begun = self._begun
            super().data_received(data)
            if letter is None and self._begun == begun + 1 and self.cycle is not None:
                front.letters.learn_deed(data, self.headers, bytes(self.cycle.body))

    def _bring(self, data: bytes) -> None:
        letter = letters.read(data)
        if letter is not None and letter.lacks:
            self._head = data
        elif letter is not None and inboxes[0].take_at_once(letter.posted, self._taken):
            self._deed = data
        else:
            super().data_received(data)

    def _taken(self, is_written: bool) -> None:
        accepted = _opening(self.server_state.default_headers, b"202 Accepted")
        self._end((accepted, _NO_BODY) if is_written else None)

    def _done(self, answer: tuple[bytes, bytes] | None) -> None:
        opening = _opening(self.server_state.default_headers, b"200 OK")
        self._end(None if answer is None else (opening, *answer))

    def _end(self, answer: tuple[bytes, ...] | None) -> None:
        """Say it, or have the deed go the way of ASGI; then what came meanwhile."""
        data, self._deed = self._deed, b""
        if self.parser is None or self.transport.is_closing():
            return
        if answer is None:
            super().data_received(data)
        else:
            self._say(answer)
        if self._ends:
            super().shutdown()
            return
        later, self._later = self._later, b""
        if later:
            self.flow.resume_reading()
            self.data_received(later)

    def _say(self, answer: tuple[bytes, ...]) -> None:
        self.server_state.total_requests += 1
        self.transport.writelines(answer)
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
        if self._deed or self._head:
            left = self.timeout_keep_alive
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


def _opening(headers: list[tuple[bytes, bytes]], status: bytes) -> bytes:
    """The first line, and what uvicorn says with every answer: the same list for a second."""
    kept, lines = _last.get(status, (None, b""))
    if kept is not headers:
        lines = b"HTTP/1.1 %b\r\n" % status + b"".join(b"%b: %b\r\n" % each for each in headers)
        _last[status] = headers, lines
    return lines


_last: dict[bytes, tuple[list[tuple[bytes, bytes]], bytes]] = {}
_NO_BODY = b"content-length: 0\r\n\r\n"

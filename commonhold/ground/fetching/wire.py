"""One request on a connection that gives up: when the time is over, or when more came than was agreed."""

from __future__ import annotations

import io
import socket
import time
from typing import Any

from commonhold.ground.fetching.trouble import TookTooLong, TooMuchCame


class Deadline:
    """Seconds that are left of all that a fetch may take."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """More than nothing. Raises TookTooLong."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TookTooLong
        return left


class Wire:
    """What `http.client` needs of a socket. The deadline holds for the whole, not for each read."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline = sock, deadline
        self._incoming = _Incoming(sock, deadline, most)
        self._reader = _Reader(self._incoming)
        self.is_sent = False  # the whole request, as far as we know

    @property
    def is_untouched(self) -> bool:
        """Nothing came on it."""
        return self._incoming.is_untouched

    @property
    def is_spent(self) -> bool:
        """More came than was read: what follows would be taken for another answer."""
        return self._reader.leaves_something

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        return self._reader

    def close(self) -> None:
        """Nothing: `http.client` closes before it reads the body; whoever opened the socket closes it."""


class _Incoming(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, most
        self.is_untouched, self.is_over = True, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.is_over:
            return 0
        if self._left <= 0:
            raise TooMuchCame
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        self.is_untouched = self.is_untouched and not count
        return count


class _Reader(io.BufferedReader):
    """Notes at its end whether something was read ahead that nobody asked for."""

    def __init__(self, incoming: _Incoming) -> None:
        super().__init__(incoming)
        self._incoming, self.leaves_something = incoming, False

    def close(self) -> None:
        if not self.closed:
            self._incoming.is_over = True
            self.leaves_something = bool(self.peek(1))
        super().close()

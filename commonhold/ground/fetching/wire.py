"""One connection that gives up: when the time is over, or when more came than was agreed."""

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
        self._sock, self._deadline, self._most = sock, deadline, most

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._sock, self._deadline, self._most))

    def close(self) -> None:
        """Nothing: `http.client` closes before it reads the body; whoever opened the socket closes it."""


class _Incoming(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left <= 0:
            raise TooMuchCame
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count

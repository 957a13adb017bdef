"""Other servers, some of which behave badly: each host is met as its mood says; all others are well."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from contextlib import suppress
from threading import Event

from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.network import Network
from commonhold.social.deliveries.tests.elsewhere import PUBLIC, Elsewhere

_PATIENCE = 30.0  # seconds until a connection that nobody uses is let go
_PACE = 0.02  # seconds between two bytes that drip
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_MUCH = b"a" * 65_536

#: What a server may do to whoever asks it.
MOODS = (
    "never answers",
    "drips",
    "headers without end",
    "a body without end",
    "leads in a circle",
    "hangs up half way",
    "has no name",
    "has a name that nobody answers for",
)


class RudePeers(Elsewhere):
    """`moods[host]`; `met`: who was asked so far."""

    def __init__(self) -> None:
        self.moods: dict[str, str] = {}
        self.met: set[str] = set()
        self.over = Event()
        super().__init__()
        self.network = Network(resolve=self._find, connect=self._connect)

    @property
    def address(self) -> str:
        """Where it listens, for whoever asks without a network of the tests."""
        host, port = self._listening.getsockname()
        return f"{host}:{port}"

    def close(self) -> None:
        self.over.set()
        super().close()

    def _find(self, host: str, timeout: float) -> Sequence[Address]:
        mood = self.moods.get(host)
        if mood == "has no name":
            self.met.add(host)
            raise OSError("no such host")
        if mood == "has a name that nobody answers for":
            self.met.add(host)
            self.over.wait(timeout)
            raise TimeoutError("no answer about this name")
        return [PUBLIC]

    def _talk(self, wire: socket.socket) -> None:
        heard = b""
        with wire, suppress(OSError):
            wire.settimeout(_PATIENCE)
            while more := wire.recv(65_536):
                heard += more
                head, end, body = heard.partition(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                if not end or len(body) < (int(length[1]) if length else 0):
                    continue
                heard = b""
                asked_for = re.search(rb"(?i)host: ([^\r]+)", head)
                host = asked_for[1].decode() if asked_for else ""
                mood = self.moods.get(host)
                if mood is not None:
                    self.met.add(host)
                    self._be_rude(wire, mood, head.split(b" ")[1])
                    return
                wire.sendall(self._answer(head.decode(), body))

    def _be_rude(self, wire: socket.socket, mood: str, path: bytes) -> None:
        if mood == "never answers":
            self.over.wait(_PATIENCE)
        elif mood == "drips":
            for each in _HEAD[:9] + b"a" * 5000:
                wire.sendall(bytes([each]))
                if self.over.wait(_PACE):
                    return
        elif mood == "leads in a circle":
            wire.sendall(b"HTTP/1.1 307 Found\r\nContent-Length: 0\r\nLocation: " + path + b"\r\n\r\n")
        elif mood == "hangs up half way":
            wire.sendall(_HEAD[:11])
        else:
            wire.sendall(_HEAD + (b"X: " if mood == "headers without end" else b"\r\n"))
            while not self.over.is_set():
                wire.sendall(_MUCH)

"""One listener that is every server: it answers as the host that it is asked for, and remembers."""

from __future__ import annotations

import re
import socket
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from ipaddress import ip_address
from threading import Event, Lock, Thread
from typing import Any

import orjson

from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.network import Network
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.actions import deliver
from commonhold.social.deliveries.outbox import Outbox
from tests.cast import MORNING

PUBLIC = ip_address("93.184.216.34")

Says = Callable[[dict[str, str], str], str]


class Elsewhere:
    """`got[host]`: what was taken there, in its order. A host in `dead` takes no connection."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._lock = Lock()
        self._says: dict[str, Says] = {}
        self.dead: set[str] = set()
        self.got: dict[str, list[Any]] = defaultdict(list)
        self.asked: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.at_once: dict[str, int] = defaultdict(int)
        self._open: dict[str, int] = defaultdict(int)
        self.network = Network(resolve=self._resolve, connect=self._connect)
        Thread(target=self._serve, daemon=True).start()

    def says(self, host: str, *statuses: str) -> None:
        """These status lines, one for each request; the last again and again. After “|”: headers."""
        waiting = list(statuses)
        self.answers(host, lambda _headers, _path: waiting.pop(0) if len(waiting) > 1 else waiting[0])

    def answers(self, host: str, how: Says) -> None:
        self._says[host] = how

    def close(self) -> None:
        self._listening.close()

    def _resolve(self, host: str, _timeout: float) -> Sequence[Address]:
        if host in self.dead:
            raise OSError("no such host")
        return [PUBLIC]

    def _connect(self, _address: Address, _port: int, timeout: float) -> socket.socket:
        return socket.create_connection(self._listening.getsockname(), timeout)

    def _serve(self) -> None:
        while True:
            try:
                wire, _where = self._listening.accept()
            except OSError:
                return
            Thread(target=self._talk, args=(wire,), daemon=True).start()

    def _talk(self, wire: socket.socket) -> None:
        heard = b""
        with wire:
            while more := wire.recv(65_536):
                heard += more
                head, end, body = heard.partition(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                if end and length and len(body) >= int(length[1]):
                    heard = b""
                    wire.sendall(self._answer(head.decode(), body))

    def _answer(self, head: str, body: bytes) -> bytes:
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, _colon, value in (each.partition(": ") for each in lines)}
        host, path = headers["host"], first.split()[1]
        with self._lock:
            self._open[host] += 1
            self.at_once[host] = max(self.at_once[host], self._open[host])
            self.asked[host].append(headers)
        status, *more = self._says.get(host, lambda _headers, _path: "202 Accepted")(headers, path).split("|")
        with self._lock:
            self._open[host] -= 1
            if status[0] == "2":
                self.got[host].append(orjson.loads(body))
        return "\r\n".join([f"HTTP/1.1 {status}", *more, "Content-Length: 0", "", ""]).encode()


def send(
    by: int, number: int, *hosts: str, now: datetime = MORNING, path: str = "inbox", group: bool = False
) -> int:
    """Have activity `number` brought to the inbox of each host; how many deliveries are new."""
    actor = f"https://coop.example/ap/people/{by}"
    return deliver(
        activity={"id": f"{actor}/{number}", "number": number},
        activity_id=f"{actor}/{number}",
        by=Signer(person_id=by),
        key_id=f"{actor}#main-key",
        inboxes=[f"https://{host}/{path}".replace("https", "http") for host in hosts],
        now=now,
    )


def run(outbox: Outbox, now: datetime = MORNING) -> None:
    """Until nothing is left to do."""
    while outbox.deliver(now):
        pass


def numbers(elsewhere: Elsewhere, host: str) -> list[int]:
    """Of the activities that were taken there."""
    return [each["number"] for each in elsewhere.got[host]]


def gate() -> tuple[Event, Says]:
    """An answer that waits until the gate is opened."""
    opened = Event()

    def says(_headers: dict[str, str], _path: str) -> str:
        opened.wait(10)
        return "202 Accepted"

    return opened, says

"""One post to 10,000 followers on 1,000 servers, while 100 more are dead. All of them are one sink here.

Each delivery is signed and posted over plain HTTP: with TLS each server costs a handshake more.
"""

from __future__ import annotations

import logging
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from bench.figure import Figure, at_most, below, best_of
from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.network import Network
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.actions import deliver
from commonhold.social.deliveries.outbox import Outbox
from commonhold.social.people import actions as people

_HOSTS, _EACH, _DEAD = 1_000, 10, 100
_NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
_PUBLIC = ip_address("93.184.216.34")
_WORDS = "It is raining on the allotments, and the beans are glad of it. " * 8


def measure(folder: Path) -> list[Figure]:
    logging.getLogger("commonhold").setLevel(logging.WARNING)  # a dead server is told of in a line for each
    if place() is None:
        install(mode=Mode.TEST, public_url="https://coop.example", now=_NOW)
    ada = people.create_person(
        login_id=None, handle="ada", display_name="Ada", approves_followers=False, now=_NOW
    )
    shared = [f"http://{host}/inbox" for host in _hosts()]
    own = [f"http://{host}/users/{number}/inbox" for host in _hosts() for number in range(_EACH)]
    dead = [f"http://{host}/inbox" for host in _hosts("dead", _DEAD)]
    with _sink() as sink:
        sink.bring(ada, 1, shared)
        written, quick = sink.bring(ada, 2, shared)
        before = _memory()
        _written, alone = sink.bring(ada, 3, own)
        _written, among = sink.bring(ada, 4, [*dead, *own], of_these=len(own))
        grown = _memory() - before
    return [
        Figure(f"writing {_HOSTS} deliveries down, in the post's transaction", written * 1000, "ms"),
        below(20, f"{_HOSTS * _EACH} followers, {_HOSTS} servers with a shared inbox", quick, "s"),
        below(20, "the same without one: 10,000 deliveries", alone, "s"),
        below(20, f"the same, with {_DEAD} dead servers before them", among, "s"),
        at_most(1.25, "as often as long as without the dead", among / alone, "times"),
        at_most(40, "memory above what a thousand deliveries take", grown, "MB"),
    ]


def _hosts(kind: str = "host", count: int = _HOSTS) -> list[str]:
    return [f"{kind}{number}.example" for number in range(count)]


def _memory() -> float:
    """The most so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _World:
    """The network in which all servers are the sink, and dead ones take a connection from nobody."""

    def __init__(self, sink: subprocess.Popen[str]) -> None:
        assert sink.stdin is not None
        assert sink.stdout is not None
        self._ask, self._answers = sink.stdin, sink.stdout
        self._port = int(self._answers.readline())
        self._network = Network(resolve=self._resolve, connect=self._connect)
        self._silent = socket.create_server(("127.0.0.1", 0), backlog=256)

    def taken(self) -> int:
        self._ask.write("\n")
        self._ask.flush()
        return int(self._answers.readline())

    def bring(self, by: int, number: int, inboxes: list[str], of_these: int = 0) -> tuple[float, float]:
        """Seconds until it is written down, and then until the living have taken it."""
        before, until = self.taken(), of_these or len(inboxes)
        actor = f"https://coop.example/ap/people/{by}"
        note = {"type": "Note", "id": f"{actor}/{number}/note", "content": _WORDS}

        def write(_round: int) -> None:
            deliver(
                activity={"type": "Create", "id": f"{actor}/{number}", "actor": actor, "object": note},
                activity_id=f"{actor}/{number}",
                by=Signer(person_id=by),
                key_id=f"{actor}#main-key",
                inboxes=inboxes,
                now=_NOW,
            )

        written = best_of(1, write).wall
        outbox, began = Outbox(self._network), time.perf_counter()
        while self.taken() - before < until:
            outbox.deliver(_NOW)
            if time.perf_counter() - began > 300:
                raise RuntimeError("not everything was taken, so the figures mean nothing")
        spent = time.perf_counter() - began
        outbox.finish(_NOW)
        return written, spent

    def _resolve(self, host: str, _timeout: float) -> Sequence[Address]:
        return [ip_address("93.184.216.35") if host.startswith("dead") else _PUBLIC]

    def _connect(self, address: Address, _port: int, timeout: float) -> socket.socket:
        """A dead server is one to which a connection can be made and which never says a word."""
        port = self._port if address == _PUBLIC else self._silent.getsockname()[1]
        return socket.create_connection(("127.0.0.1", port), timeout)


@contextmanager
def _sink() -> Iterator[_World]:
    command = [sys.executable, "-m", "bench.sink"]
    ours = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield _World(ours)
    finally:
        ours.kill()
        ours.wait()

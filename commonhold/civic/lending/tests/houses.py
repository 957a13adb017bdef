"""Two co-ops in one test: ours, and the bakers, who lend us jurors. Each signs with a key of its own.

They share a database, in which neither reads the other's rows: pools and seats are the lender's, questions
and messages the borrower's. What passes between them passes a wire that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.conf import settings

from commonhold.civic.lending import agreeing, borrower, lender, queries, tickets
from commonhold.civic.lending.models import Agreement
from commonhold.civic.peers import actions as peers
from commonhold.civic.peers import queries as known
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.fetching.network import Network
from commonhold.ground.installation.models import Installation
from commonhold.ground.record import queries as record
from commonhold.social.people.queries import Viewer
from tests.cast import make_person

URL, NAME = "http://bakers.example", "bakers.example/record"


@dataclass
class Bakers:
    """`silent`: its server does not answer. `wire` holds every byte that went either way."""

    keys: Path
    now: Callable[[], datetime]
    silent: bool = False
    wire: list[bytes] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    peer: int = 0  # the bakers, as we know them
    us: int = 0  # we, as the bakers know us

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Within, this program is theirs."""
        ours = (settings.KEYS_DIR, *Installation.objects.values_list("public_url", "record_origin")[0])
        settings.KEYS_DIR = self.keys
        Installation.objects.update(public_url=URL, record_origin=NAME)
        try:
            yield
        finally:
            settings.KEYS_DIR = ours[0]
            Installation.objects.update(public_url=ours[1], record_origin=ours[2])

    def agrees(self, *, is_paid: bool = False) -> None:
        """Each is the other's peer; they lend, and we borrow."""
        because = Enactment(1, self.now(), "proposal:1", UNANIMOUS)
        here = Installation.objects.get().public_url
        ours = {"url": here, "log_key": record.vkey(), "witness_key": known.our_witness_key()}
        with self.at_home():
            theirs = {"url": URL, "log_key": record.vkey(), "witness_key": known.our_witness_key()}
            self.us = peers.add(name="The yard", is_mirrored=False, because=because, **ours)
            agreeing.agree(self.us, Agreement.Way.LEND, is_paid=is_paid, because=because)
        self.peer = peers.add(name="The bakers", is_mirrored=False, because=because, **theirs)
        agreeing.agree(self.peer, Agreement.Way.BORROW, because=because)

    def volunteer(self, *names: str) -> None:
        for name in names:
            self.people[name] = make_person(name, member=True, now=self.now())
            agreeing.volunteer(self.people[name], now=self.now())

    def delivers(self) -> int:
        """What we have to tell them is told."""
        return borrower.deliver(self.now(), self.network)

    def seat(self, name: str) -> queries.SeatView | None:
        """The latest seat of one of theirs."""
        return next(iter(queries.my_seats(Viewer(self.people[name]))), None)

    def ticket(self, name: str) -> str:
        seat = self.seat(name)
        assert seat is not None
        with self.at_home():
            way = tickets.address(self.people[name], seat.id, now=self.now())
        return way.rpartition("/")[2]

    @property
    def network(self) -> Network:
        return Network(
            resolve=lambda _host, _seconds: [ip_address("93.184.216.34")],
            connect=lambda _address, _port, _seconds: _Line(self),  # type: ignore[arg-type, return-value]
        )

    def hears(self, asked: bytes) -> bytes:
        """A request as it came, and what their server answers."""
        if self.silent:
            raise OSError("nobody listens")
        self.wire.append(asked)
        body = asked.partition(b"\r\n\r\n")[2]
        with self.at_home():
            word = lender.answer(body, now=self.now())
        head = f"HTTP/1.1 {word.status} -\r\nContent-Length: {len(word.body)}\r\n\r\n"
        answer = head.encode() + word.body
        self.wire.append(answer)
        return answer


class _Line:
    """What a socket does, without a thread: they answer when we begin to listen."""

    def __init__(self, bakers: Bakers) -> None:
        self._bakers, self._said, self._answer = bakers, b"", b""

    def sendall(self, data: bytes) -> None:
        self._said += data

    def recv_into(self, buffer: Any, size: int) -> int:
        if self._said:
            self._answer, self._said = self._bakers.hears(self._said), b""
        part, self._answer = self._answer[:size], self._answer[size:]
        buffer[: len(part)] = part
        return len(part)

    def settimeout(self, _seconds: float) -> None: ...
    def setsockopt(self, *_option: int) -> None: ...
    def close(self) -> None: ...

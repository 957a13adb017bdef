"""Connections that are used again, and when they are not."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ipaddress import ip_address
from threading import Lock, Thread

import pytest

from commonhold.ground.fetching import trouble
from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.dialling import Dialled, Place
from commonhold.ground.fetching.idle import IDLE, Idle
from commonhold.ground.fetching.network import Network
from commonhold.ground.fetching.safely import Answer, Fetched, fetch, post

PUBLIC = ip_address("93.184.216.34")
FINE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
TAKEN = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"


class Patient:
    """A server that keeps its connections, until the test has it hang up."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._lock = Lock()
        self.dialled = 0
        self.asked: list[bytes] = []
        self.answer = FINE
        self.open: list[socket.socket] = []
        self.mute_for: set[int] = set()  # which requests it hears, only to hang up without a word
        self.is_allowed = True
        self.network = Network(
            resolve=self._resolve, allow=lambda _at: self.is_allowed, connect=self._connect
        )
        Thread(target=self._serve, daemon=True).start()

    def hang_up(self) -> None:
        for each in self.open:
            each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listening.close()

    def _resolve(self, _host: str, _timeout: float) -> Sequence[Address]:
        return [PUBLIC]

    def _connect(self, _address: Address, _port: int, timeout: float) -> socket.socket:
        with self._lock:
            self.dialled += 1
        return socket.create_connection(self._listening.getsockname(), timeout)

    def _serve(self) -> None:
        while True:
            try:
                wire, _where = self._listening.accept()
            except OSError:
                return
            self.open.append(wire)
            Thread(target=self._talk, args=(wire,), daemon=True).start()

    def _talk(self, wire: socket.socket) -> None:
        heard = b""
        try:
            while more := wire.recv(65_536):
                heard += more
                head, end, body = heard.partition(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                if end and len(body) >= (int(length[1]) if length else 0):
                    self.asked.append(heard)
                    heard = b""
                    if len(self.asked) in self.mute_for:
                        break
                    wire.sendall(self.answer)
        finally:
            wire.close()


@pytest.fixture
def server() -> Iterator[Patient]:
    IDLE.close_all()
    patient = Patient()
    yield patient
    patient.close()
    IDLE.close_all()


def read(server: Patient, url: str = "http://news.example/a", *, keep: bool = True) -> Fetched:
    return fetch(url, agent="Commonhold", keep=keep, network=server.network)


def give(server: Patient, url: str = "http://news.example/inbox") -> Answer:
    return post(url, body=b"{}", agent="Commonhold", keep=True, network=server.network)


def test_a_connection_is_used_again_and_for_its_own_server_alone(server):
    for _time in range(3):
        assert read(server).body == b"hello"
    assert server.dialled == 1
    read(server, "http://other.example/")
    assert server.dialled == 2


def test_questions_and_what_is_sent_share_it(server):
    read(server)
    server.answer = TAKEN
    assert give(server).status == 202
    assert server.dialled == 1


def test_nobody_who_did_not_ask_for_it_keeps_one(server):
    read(server, keep=False)
    assert b"Connection: close" in server.asked[0]
    assert len(IDLE) == 0


@pytest.mark.parametrize(
    "answer",
    [
        FINE.replace(b"200 OK", b"200 OK\r\nConnection: close"),
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello",
        FINE + b"HTTP/1.1 200 OK\r\n\r\nfor somebody else",
        FINE.replace(b"200 OK", b"404 Not Found"),
    ],
)
def test_one_that_is_over_or_says_too_much_is_not_kept(server, answer):
    server.answer = answer
    with suppress(trouble.NotFine):
        read(server)
    server.answer = FINE
    assert read(server).body == b"hello"
    assert server.dialled == 2


def test_one_that_was_closed_meanwhile_is_dialled_again(server):
    give(server)
    server.hang_up()
    give(server)
    assert (server.dialled, len(server.asked)) == (2, 2)


def test_a_question_is_asked_again_where_a_kept_connection_dies_on_it(server):
    read(server)
    server.mute_for = {2}
    assert read(server).body == b"hello"
    assert server.dialled == 2


def test_what_may_have_been_taken_is_not_sent_twice(server):
    give(server)
    server.mute_for = {2}
    with pytest.raises(trouble.NoAnswer):
        give(server)
    assert (server.dialled, len(server.asked)) == (1, 2)


def test_an_address_that_may_no_longer_be_asked_is_not_asked_on_a_kept_connection(server):
    read(server)
    server.is_allowed = False
    with pytest.raises(trouble.UnsafeAddress):
        read(server)
    assert len(server.asked) == 1


def test_many_threads_share_them(server):
    with ThreadPoolExecutor(8) as crowd:
        bodies = list(crowd.map(lambda _turn: read(server).body, range(80)))
    assert bodies == [b"hello"] * 80
    assert server.dialled <= 80 // 2
    assert len(IDLE) <= 2


class Ends:
    """Pairs of sockets, to keep one end of."""

    def __init__(self) -> None:
        self.pairs: list[tuple[socket.socket, socket.socket]] = []

    def dialled(self) -> Dialled:
        self.pairs.append(socket.socketpair())
        return Dialled(self.pairs[-1][0], PUBLIC)

    def is_closed(self, number: int) -> bool:
        return self.pairs[number][0].fileno() == -1


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    for each in made.pairs:
        each[0].close()
        each[1].close()


NETWORK = Network(allow=lambda _address: True)


def at(host: str) -> Place:
    return Place("http", host, 80, None)


def test_few_are_kept_for_one_server_and_few_in_all(ends):
    idle = Idle(most=3, most_of_one=2)
    for host in ("a", "a", "a", "b", "c"):
        idle.keep(at(host), NETWORK, ends.dialled())
    assert len(idle) == 3
    assert [ends.is_closed(number) for number in range(5)] == [True, True, False, False, False]
    assert idle.take(at("a"), NETWORK) is not None
    assert idle.take(at("a"), NETWORK) is None
    idle.close_all()
    assert ends.is_closed(4)


def test_none_is_kept_for_long(ends):
    idle = Idle(seconds=0)
    idle.keep(at("a"), NETWORK, ends.dialled())
    assert idle.take(at("a"), NETWORK) is None
    assert ends.is_closed(0)


def test_one_on_which_something_came_unasked_is_dropped(ends):
    idle = Idle()
    idle.keep(at("a"), NETWORK, ends.dialled())
    ends.pairs[0][1].sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    assert idle.take(at("a"), NETWORK) is None
    assert ends.is_closed(0)

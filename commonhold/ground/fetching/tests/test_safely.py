"""Every attack on a fetcher that we know of, against servers on this machine: no network is needed."""

from __future__ import annotations

import gzip
import re
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from ipaddress import ip_address
from threading import Thread

import pytest

from commonhold.ground.fetching import trouble
from commonhold.ground.fetching.addresses import Address, is_public
from commonhold.ground.fetching.network import Network, addresses_of
from commonhold.ground.fetching.safely import Fetched, fetch, is_fetchable, send

PUBLIC = ip_address("93.184.216.34")
AGENT = "Commonhold (+https://coop.example/about)"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

Speaks = Callable[[socket.socket, bytes], None]


def _whole(wire: socket.socket) -> bytes:
    """A request with its body, in however many pieces it comes."""
    asked = wire.recv(65_536)
    head, _end, body = asked.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    while length and len(body) < int(length[1]) and (more := wire.recv(65_536)):
        asked, body = asked + more, body + more
    return asked


class Elsewhere:
    """A server that says what the test wants, under any public address; it remembers who came where."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.asked: list[bytes] = []
        self.dialled: list[tuple[Address, int]] = []
        self.names: dict[str, list[Sequence[Address]]] = {}
        self._speaks: Speaks = lambda wire, _asked: wire.sendall(HEAD + b"\r\nhello")
        Thread(target=self._serve, daemon=True).start()

    def says(self, *answers: bytes) -> None:
        """These, one for each request; the last one again and again."""
        waiting = list(answers)
        self._speaks = lambda wire, _asked: wire.sendall(waiting.pop(0) if len(waiting) > 1 else waiting[0])

    def speaks(self, how: Speaks) -> None:
        self._speaks = how

    @property
    def network(self) -> Network:
        return Network(resolve=self._resolve, connect=self._connect)

    def close(self) -> None:
        self._listening.close()

    def _resolve(self, host: str, timeout: float) -> Sequence[Address]:
        if host in self.names:
            told = self.names[host]
            return told.pop(0) if len(told) > 1 else told[0]
        # Numbers, however written, need no network.
        return addresses_of(host, timeout) if host[0].isdigit() or ":" in host else [PUBLIC]

    def _connect(self, address: Address, port: int, timeout: float) -> socket.socket:
        self.dialled.append((address, port))
        return socket.create_connection(self._listening.getsockname(), timeout)

    def _serve(self) -> None:
        while True:
            try:
                wire, _where = self._listening.accept()
            except OSError:
                return
            Thread(target=self._answer, args=(wire,), daemon=True).start()

    def _answer(self, wire: socket.socket) -> None:
        asked = _whole(wire)
        self.asked.append(asked)
        try:
            self._speaks(wire, asked)
        except OSError:
            pass  # the fetcher hung up, as it should
        finally:
            wire.close()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    yield server
    server.close()


def read(
    elsewhere: Elsewhere, url: str = "http://news.example/a", *, limit: int = 1000, timeout: float = 5
) -> Fetched:
    return fetch(url, agent=AGENT, limit_bytes=limit, timeout=timeout, network=elsewhere.network)


def turn(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def test_a_page_comes_with_its_kind_and_says_who_asked(elsewhere):
    came = read(elsewhere, "http://news.example/a?b=1#c")
    assert (came.body, came.kind, came.charset, came.is_cut) == (b"hello", "text/html", "utf-8", False)
    assert elsewhere.dialled == [(PUBLIC, 80)]
    asked = elsewhere.asked[0]
    assert asked.startswith(b"GET /a?b=1 HTTP/1.1\r\nHost: news.example\r\n")
    assert f"User-Agent: {AGENT}".encode() in asked


def test_an_address_with_letters_of_any_language_is_asked_for_in_ascii(elsewhere):
    read(elsewhere, "http://bücher.example/größe")
    assert b"GET /gr%C3%B6%C3%9Fe HTTP/1.1\r\nHost: xn--bcher-kva.example" in elsewhere.asked[0]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://news.example/",
        "//news.example/",
        "news.example",
        "http://",
        "http://ada:secret@news.example/",
        "http://news.example@127.0.0.1/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example:22/",
        "https://news.example:80/",
        "http://news.example:99999/",
        "http://news.example/a\r\nX-Evil: 1",
        "http://news.example/a b",
        "http://[::1/",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_not_even_looked_up(elsewhere, url):
    assert not is_fetchable(url)
    with pytest.raises(trouble.UnsafeAddress):
        read(elsewhere, url)
    assert elsewhere.dialled == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
    ],
)
def test_nobody_is_led_to_this_machine_or_its_neighbours_however_the_number_is_written(elsewhere, host):
    with pytest.raises(trouble.UnsafeAddress):
        read(elsewhere, f"http://{host}/")
    assert elsewhere.dialled == []


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::808:808"]
)
def test_what_is_everybodys_may_be_read(address):
    assert is_public(ip_address(address))


def test_a_name_with_one_bad_address_among_good_ones_is_refused(elsewhere):
    elsewhere.names["mixed.example"] = [[PUBLIC, ip_address("10.0.0.1")]]
    with pytest.raises(trouble.UnsafeAddress):
        read(elsewhere, "http://mixed.example/")
    assert elsewhere.dialled == []


def test_a_name_that_points_elsewhere_a_moment_later_changes_nothing(elsewhere):
    elsewhere.names["rebind.example"] = [[PUBLIC], [ip_address("127.0.0.1")]]
    read(elsewhere, "http://rebind.example/")
    assert elsewhere.dialled == [(PUBLIC, 80)]
    elsewhere.names["rebind.example"] = [[PUBLIC], [ip_address("127.0.0.1")]]
    elsewhere.says(turn("http://rebind.example/again"))
    with pytest.raises(trouble.UnsafeAddress):
        read(elsewhere, "http://rebind.example/")
    assert elsewhere.dialled == [(PUBLIC, 80)] * 2


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "http://a@news.example/",
        "//0/",
    ],
)
def test_a_redirect_is_checked_as_if_it_were_the_first_address(elsewhere, to):
    elsewhere.says(turn(to))
    with pytest.raises(trouble.UnsafeAddress):
        read(elsewhere)
    assert len(elsewhere.dialled) == 1


def test_three_redirects_are_followed_and_a_fourth_is_not(elsewhere):
    elsewhere.says(turn("/b"), turn("c"), turn("http://other.example/d"), HEAD + b"\r\nthere")
    came = read(elsewhere)
    assert (came.url, came.body) == ("http://other.example/d", b"there")
    elsewhere.says(turn("/round"))
    with pytest.raises(trouble.TooManyTurns):
        read(elsewhere)
    assert len(elsewhere.dialled) == 8


def test_a_body_without_end_is_cut(elsewhere):
    def pour(wire: socket.socket, _asked: bytes) -> None:
        wire.sendall(HEAD + b"\r\n")
        while True:
            wire.sendall(b"x" * 10_000)

    elsewhere.speaks(pour)
    came = read(elsewhere, limit=5000)
    assert (len(came.body), came.is_cut) == (5000, True)


def test_headers_without_end_are_not_waited_for(elsewhere):
    def pour(wire: socket.socket, _asked: bytes) -> None:
        wire.sendall(HEAD)
        while True:
            wire.sendall(b"X-More: " + b"x" * 5_000 + b"\r\n")

    elsewhere.speaks(pour)
    with pytest.raises(trouble.CannotFetch):
        read(elsewhere)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", HEAD + b"\r\n"])
def test_a_slow_drip_ends_when_the_time_is_over(elsewhere, start):
    def drip(wire: socket.socket, _asked: bytes) -> None:
        wire.sendall(start)
        while True:
            wire.sendall(b"x")
            time.sleep(0.02)

    elsewhere.speaks(drip)
    began = time.monotonic()
    with pytest.raises(trouble.TookTooLong):
        read(elsewhere, limit=1_000_000, timeout=0.3)
    assert time.monotonic() - began < 2


def test_a_server_that_never_answers_is_given_up(elsewhere):
    elsewhere.speaks(lambda wire, _asked: time.sleep(1))
    with pytest.raises(trouble.TookTooLong):
        read(elsewhere, timeout=0.2)


def test_a_packed_page_is_unpacked_and_a_bomb_stays_small(elsewhere):
    packed = HEAD + b"Content-Encoding: gzip\r\n\r\n"
    elsewhere.says(packed + gzip.compress(b"hello"))
    assert read(elsewhere).body == b"hello"
    elsewhere.says(packed + gzip.compress(b"\0" * 50_000_000))
    came = read(elsewhere, limit=5000)
    assert (len(came.body), came.is_cut) == (5000, True)
    elsewhere.says(packed + b"not packed at all")
    with pytest.raises(trouble.NoAnswer):
        read(elsewhere)
    elsewhere.says(HEAD + b"Content-Encoding: br\r\n\r\nxx")
    with pytest.raises(trouble.OtherKind):
        read(elsewhere)


def test_only_what_was_asked_for_is_read(elsewhere):
    elsewhere.says(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n\r\nPK")
    with pytest.raises(trouble.OtherKind):
        read(elsewhere)
    elsewhere.says(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno")
    with pytest.raises(trouble.NotFine):
        read(elsewhere)
    elsewhere.says(b"SSH-2.0-OpenSSH\r\n")
    with pytest.raises(trouble.NoAnswer):
        read(elsewhere)


def test_a_page_in_chunks_is_put_together(elsewhere):
    elsewhere.says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
    assert read(elsewhere).body == b"hello"


def test_who_does_not_speak_tls_is_no_https(elsewhere):
    with pytest.raises(trouble.NoAnswer):
        read(elsewhere, "https://news.example/")
    assert elsewhere.dialled == [(PUBLIC, 443)]


def test_a_name_that_nobody_has_is_no_answer(elsewhere):
    elsewhere.names["nobody.example"] = [[]]
    with pytest.raises(trouble.NoAnswer):
        read(elsewhere, "http://nobody.example/")


def test_what_is_sent_arrives_whole_and_its_answer_is_a_status_wherever_it_leads(
    elsewhere: Elsewhere,
) -> None:
    elsewhere.says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n")
    status = send(
        "http://push.example/box",
        body=b"a letter",
        headers={"TTL": "60"},
        agent=AGENT,
        network=elsewhere.network,
    )
    assert status == 302
    (asked,) = elsewhere.asked
    assert asked.startswith(b"POST /box HTTP/1.1\r\n")
    assert b"TTL: 60" in asked
    assert asked.endswith(b"\r\n\r\na letter")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://push.example:8080/", "ftp://push.example/"])
def test_nothing_is_sent_to_where_strangers_may_not_lead_us(elsewhere: Elsewhere, url: str) -> None:
    with pytest.raises(trouble.UnsafeAddress):
        send(url, body=b"", headers={}, agent=AGENT, network=elsewhere.network)
    assert elsewhere.asked == []

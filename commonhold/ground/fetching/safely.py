"""Ask a server that may mean us harm: read what it has, or send it something.

Where an address leads is checked before anybody is dialled (`dialling.py`), each redirect as if it were the
first. Time, size and kind of what comes are bounded. Whoever signs what is asked signs each turn by itself.
"""

from __future__ import annotations

import http.client
import socket
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, cast
from urllib.parse import SplitResult, urljoin

from commonhold.ground.fetching.dialling import Dialled, Place, checked, dial, place, target
from commonhold.ground.fetching.idle import IDLE
from commonhold.ground.fetching.kinds import HTML, is_one_of
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.trouble import (
    CannotFetch,
    NoAnswer,
    NotFine,
    OtherKind,
    TookTooLong,
    TooManyTurns,
    TooMuchCame,
    UnsafeAddress,
)
from commonhold.ground.fetching.wire import Deadline, Wire

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_TURNS = 3
_MOST_HEADERS = 65_536  # bytes, besides the body
_CHUNK = 65_536

#: `sign(method, url)` gives headers for exactly this request; they go before ours.
Sign: TypeAlias = Callable[[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Fetched:
    """What came. `url` is where it was found in the end; `is_cut`: there is more than the limit."""

    url: str
    kind: str  # as "text/html"
    charset: str  # as the server says, or empty
    body: bytes
    is_cut: bool


@dataclass(frozen=True)
class Answer:
    """What a server says to what it was sent; `retry_after` is the header of that name, or empty."""

    status: int
    retry_after: str
    body: bytes  # its beginning


def fetch(
    url: str,
    *,
    agent: str,
    limit_bytes: int = 1_000_000,
    timeout: float = 5.0,
    kinds: Collection[str] = HTML,
    accept: str = "*/*",
    sign: Sign | None = None,
    keep: bool = False,
    network: Network = INTERNET,
) -> Fetched:
    """Read at most `limit_bytes` within `timeout` seconds. `agent` says who asks. Raises CannotFetch.

    `keep`: the connection may be used again, as for a server that we ask often.
    """
    deadline = Deadline(timeout)
    for _turn in range(_MOST_TURNS + 1):
        turn = _Turn("GET", url, {"User-Agent": agent, "Accept": accept}, None, sign, keep, network)
        with _answer(turn, deadline, limit_bytes) as response:
            if response.status not in _REDIRECTS:
                return _read(url, response, kinds, limit_bytes)
            url = urljoin(url, response.getheader("Location", ""))
    raise TooManyTurns


def post(
    url: str,
    *,
    body: bytes,
    agent: str,
    headers: Mapping[str, str] | None = None,
    sign: Sign | None = None,
    timeout: float = 10.0,
    limit_bytes: int = 4_096,
    keep: bool = False,
    network: Network = INTERNET,
) -> Answer:
    """POST `body` there; what came back, wherever that leads: no redirect is followed. Raises CannotFetch."""
    said = {"User-Agent": agent, "Accept": "*/*", **(headers or {}), "Content-Length": str(len(body))}
    turn = _Turn("POST", url, said, body, sign, keep, network)
    with _answer(turn, Deadline(timeout), limit_bytes) as response:
        begins = _beginning(response, limit_bytes)
        return Answer(response.status, response.getheader("Retry-After", ""), begins)


def send(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    agent: str,
    timeout: float = 10.0,
    network: Network = INTERNET,
) -> int:
    """POST `body` there; the status that came back, wherever it leads. Raises CannotFetch."""
    return post(url, body=body, headers=headers, agent=agent, timeout=timeout, network=network).status


def is_fetchable(url: str) -> bool:
    """Does this look like a page of the open web? Where its name leads is seen only when it is fetched."""
    try:
        checked(url)
    except UnsafeAddress:
        return False
    return True


@dataclass(frozen=True)
class _Turn:
    """One request to one address."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None
    sign: Sign | None
    keep: bool
    network: Network

    def whole(self, parts: SplitResult, there: Place) -> dict[str, str]:
        said = {"Host": there.name, "Accept-Encoding": "identity", **self.headers}
        if self.sign is not None:
            said |= self.sign(self.method, f"{there.scheme}://{there.name}{target(parts)}")
        return said if self.keep else {**said, "Connection": "close"}


@contextmanager
def _answer(turn: _Turn, deadline: Deadline, limit: int) -> Iterator[http.client.HTTPResponse]:
    parts = checked(turn.url)
    there = place(parts)
    form = _Form(turn.method, target(parts), turn.whole(parts, there), turn.body, limit + _MOST_HEADERS)
    used: _Used | None = None
    try:
        used = _asked(form, deadline, there, turn)
        yield used.response
        used.is_over = True
    except CannotFetch:
        raise
    except TimeoutError as late:
        raise TookTooLong from late
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as broken:
        raise NoAnswer from broken
    finally:
        if used is not None:
            _put_away(used, turn, there)


@dataclass
class _Used:
    """A connection that answered."""

    dialled: Dialled
    wire: Wire
    response: http.client.HTTPResponse
    is_over: bool = False  # and whoever asked has read what she wanted


class _Form(NamedTuple):
    """What is written on the wire, and how many bytes may come."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    most: int


def _asked(form: _Form, deadline: Deadline, there: Place, turn: _Turn) -> _Used:
    """Ask on a connection that was kept, or on a new one where that turns out to be dead."""
    kept = IDLE.take(there, turn.network) if turn.keep else None
    if kept is not None:
        wire = Wire(kept.sock, deadline, form.most)
        try:
            return _Used(kept, wire, _exchange(wire, form))
        except (OSError, http.client.HTTPException, CannotFetch):
            kept.sock.close()
            # Closed from there before it heard us, as servers do after a while. What was sent whole and is no
            # mere question may have been heard.
            if not wire.is_untouched or (wire.is_sent and form.method != "GET"):
                raise
    dialled = dial(there, deadline, turn.network)
    wire = Wire(dialled.sock, deadline, form.most)
    try:
        return _Used(dialled, wire, _exchange(wire, form))
    except BaseException:
        dialled.sock.close()
        raise


def _exchange(wire: Wire, form: _Form) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("")
    connection.sock = cast(socket.socket, wire)
    connection.request(form.method, form.path, body=form.body, headers=form.headers)
    wire.is_sent = True
    return connection.getresponse()


def _put_away(used: _Used, turn: _Turn, there: Place) -> None:
    """Keep the connection where the whole answer was read and nothing else came; otherwise close it."""
    response = used.response
    is_whole = used.is_over and (response.isclosed() or response.length == 0)
    response.close()
    if turn.keep and is_whole and not response.will_close and not used.wire.is_spent:
        IDLE.keep(there, turn.network, used.dialled)
    else:
        used.dialled.sock.close()


def _read(url: str, response: http.client.HTTPResponse, kinds: Collection[str], limit: int) -> Fetched:
    if response.status != 200:
        raise NotFine(response.status)
    kind = response.headers.get_content_type()
    if not is_one_of(kinds, kind, str(response.headers.get_param("profile", ""))):
        raise OtherKind(kind)
    body, is_cut = _body(response, limit)
    return Fetched(url, kind, response.headers.get_content_charset() or "", body, is_cut)


def _beginning(response: http.client.HTTPResponse, limit: int) -> bytes:
    """What somebody says who was sent something: of no weight, so that it may fail."""
    if response.length is None and not response.chunked:
        return b""  # it would end with the connection, whenever that is
    try:
        return response.read(limit)
    except (CannotFetch, OSError, http.client.HTTPException, ValueError):
        return b""


def _body(response: http.client.HTTPResponse, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes, unpacked as they come, so that a little that unpacks to a lot stays little."""
    unpack = _unpacker(response.getheader("Content-Encoding", "").strip().lower())
    body = bytearray()
    try:
        while len(body) <= limit and (chunk := response.read1(_CHUNK)):
            body += chunk if unpack is None else unpack.decompress(chunk, limit + 1 - len(body))
    except TooMuchCame:
        return bytes(body[:limit]), True
    return bytes(body[:limit]), len(body) > limit


def _unpacker(encoding: str) -> zlib._Decompress | None:
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise OtherKind(encoding)

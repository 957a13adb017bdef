"""Fetch one page from a server that may mean us harm.

The name is resolved once, every address that it has is checked, and the connection goes to a checked address:
a name that points elsewhere a moment later changes nothing. Each redirect is checked as if it were the first.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import SplitResult, urljoin, urlsplit

from commonhold.ground.fetching.addresses import Address
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
from commonhold.ground.installation import test_mode

HTML = frozenset({"text/html", "application/xhtml+xml"})

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_TURNS = 3
_MOST_HEADERS = 65_536  # bytes, besides the body
_MOST_ADDRESSES = 3
_CHUNK = 65_536
_STRANGE = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True)
class Fetched:
    """What came. `url` is where it was found in the end; `is_cut`: there is more than the limit."""

    url: str
    kind: str  # as "text/html"
    charset: str  # as the server says, or empty
    body: bytes
    is_cut: bool


def fetch(
    url: str,
    *,
    agent: str,
    limit_bytes: int = 1_000_000,
    timeout: float = 5.0,
    kinds: Collection[str] = HTML,
    network: Network = INTERNET,
) -> Fetched:
    """Read at most `limit_bytes` within `timeout` seconds. `agent` says who asks. Raises CannotFetch."""
    deadline = Deadline(timeout)
    for _turn in range(_MOST_TURNS + 1):
        parts = _checked(url)
        with _answer(parts, _headers(parts, agent), deadline, limit_bytes, network) as response:
            if response.status not in _REDIRECTS:
                return _read(url, response, kinds, limit_bytes)
            url = urljoin(url, response.getheader("Location", ""))
    raise TooManyTurns


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
    parts = _checked(url)
    said = {**_headers(parts, agent), **headers, "Content-Length": str(len(body))}
    with _answer(parts, said, Deadline(timeout), 0, network, method="POST", body=body) as response:
        return response.status


def is_fetchable(url: str) -> bool:
    """Does this look like a page of the open web? Where its name leads is seen only when it is fetched."""
    try:
        _checked(url)
    except UnsafeAddress:
        return False
    return True


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as broken:
        raise UnsafeAddress from broken
    if _STRANGE.search(url) or parts.scheme not in _PORTS or not parts.hostname:
        raise UnsafeAddress
    if "@" in parts.netloc or (port not in {None, _PORTS[parts.scheme]} and not test_mode.allows_loopback()):
        raise UnsafeAddress
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS[parts.scheme]


@contextmanager
def _answer(
    parts: SplitResult,
    headers: dict[str, str],
    deadline: Deadline,
    limit: int,
    network: Network,
    *,
    method: str = "GET",
    body: bytes | None = None,
) -> Iterator[http.client.HTTPResponse]:
    sock = None
    try:
        sock = _connected(parts, deadline, network)
        connection = http.client.HTTPConnection("", _port(parts))
        connection.sock = cast(socket.socket, Wire(sock, deadline, limit + _MOST_HEADERS))
        connection.request(method, _target(parts), body=body, headers=headers)
        yield connection.getresponse()
    except CannotFetch:
        raise
    except TimeoutError as late:
        raise TookTooLong from late
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as broken:
        raise NoAnswer from broken
    finally:
        if sock is not None:
            sock.close()


def _connected(parts: SplitResult, deadline: Deadline, network: Network) -> socket.socket:
    host = _ascii(parts.hostname or "")
    addresses = network.resolve(host, deadline.left())
    if not addresses:
        raise NoAnswer
    # One bad address is enough: a name that has both kinds is an attack, or a mistake.
    if not all(map(network.allow, addresses)):
        raise UnsafeAddress
    # Other ports are for what test mode serves on this machine, and lead nowhere else.
    if _port(parts) != _PORTS[parts.scheme] and not all(each.is_loopback for each in addresses):
        raise UnsafeAddress
    sock = _first_that_listens(addresses[:_MOST_ADDRESSES], _port(parts), deadline, network)
    if parts.scheme == "http":
        return sock
    try:
        sock.settimeout(deadline.left())
        return _believing(test_mode.extra_authority()).wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise


@lru_cache(2)
def _believing(authority: Path | None) -> ssl.SSLContext:
    """TLS as the system believes it, and besides what this authority vouches for. Raises OSError."""
    context = ssl.create_default_context()
    if authority is not None:
        context.load_verify_locations(authority)
    return context


def _first_that_listens(
    addresses: Collection[Address], port: int, deadline: Deadline, network: Network
) -> socket.socket:
    trouble: OSError = OSError("nobody listens")
    for address in addresses:
        try:
            return network.connect(address, port, deadline.left())
        except OSError as error:
            trouble = error
    raise trouble


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as broken:
        raise UnsafeAddress from broken


def _target(parts: SplitResult) -> str:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(each if each.isascii() else _escaped(each) for each in target)


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))


def _headers(parts: SplitResult, agent: str) -> dict[str, str]:
    host = _ascii(parts.hostname or "")
    name = f"[{host}]" if ":" in host else host
    return {
        "Host": name if _port(parts) == _PORTS[parts.scheme] else f"{name}:{_port(parts)}",
        "User-Agent": agent,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _read(url: str, response: http.client.HTTPResponse, kinds: Collection[str], limit: int) -> Fetched:
    if response.status != 200:
        raise NotFine(response.status)
    kind = response.headers.get_content_type()
    if kind not in kinds:
        raise OtherKind(kind)
    body, is_cut = _body(response, limit)
    return Fetched(url, kind, response.headers.get_content_charset() or "", body, is_cut)


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

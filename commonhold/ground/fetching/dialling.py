"""From an address of the web to a connection that leads nowhere else.

The name is resolved once, every address that it has is checked, and the connection goes to a checked address:
a name that points elsewhere a moment later changes nothing.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from commonhold.ground.fetching.addresses import Address
from commonhold.ground.fetching.network import Network
from commonhold.ground.fetching.trouble import NoAnswer, UnsafeAddress
from commonhold.ground.fetching.wire import Deadline
from commonhold.ground.installation import test_mode

_PORTS = {"http": 80, "https": 443}
_MOST_ADDRESSES = 3
_STRANGE = re.compile(r"[\x00-\x20\x7f\\]")


class Place(NamedTuple):
    """A server of the web, and whom besides the system's authorities we believe that it is it."""

    scheme: str
    host: str  # in ASCII and lower case
    port: int
    authority: Path | None

    @property
    def name(self) -> str:
        """As in the header `Host`."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"


class Dialled(NamedTuple):
    """A connection, and the address that it leads to."""

    sock: socket.socket
    address: Address


def checked(url: str) -> SplitResult:
    """The parts of what looks like a page of the open web. Raises UnsafeAddress."""
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


def place(parts: SplitResult) -> Place:
    """Where it is. Raises UnsafeAddress."""
    authority = test_mode.extra_authority() if parts.scheme == "https" else None
    return Place(parts.scheme, _ascii(parts.hostname or ""), parts.port or _PORTS[parts.scheme], authority)


def target(parts: SplitResult) -> str:
    """Path and query, in ASCII."""
    whole = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(each if each.isascii() else _escaped(each) for each in whole)


def dial(there: Place, deadline: Deadline, network: Network) -> Dialled:
    """Connect. Raises UnsafeAddress, NoAnswer, TookTooLong or OSError."""
    addresses = network.resolve(there.host, deadline.left())
    if not addresses:
        raise NoAnswer
    # One bad address is enough: a name that has both kinds is an attack, or a mistake.
    if not all(map(network.allow, addresses)):
        raise UnsafeAddress
    # Other ports are for what test mode serves on this machine, and lead nowhere else.
    if there.port != _PORTS[there.scheme] and not all(each.is_loopback for each in addresses):
        raise UnsafeAddress
    dialled = _first_that_listens(addresses[:_MOST_ADDRESSES], there.port, deadline, network)
    # Or a body waits for the other side to say that it had the headers: forty milliseconds.
    dialled.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if there.scheme == "http":
        return dialled
    try:
        dialled.sock.settimeout(deadline.left())
        secured = _believing(there.authority).wrap_socket(dialled.sock, server_hostname=there.host)
        return Dialled(secured, dialled.address)
    except BaseException:
        dialled.sock.close()
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
) -> Dialled:
    trouble: OSError = OSError("nobody listens")
    for address in addresses:
        try:
            return Dialled(network.connect(address, port, deadline.left()), address)
        except OSError as error:
            trouble = error
    raise trouble


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as broken:
        raise UnsafeAddress from broken


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))

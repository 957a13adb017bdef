"""How a name becomes a connection. Tests bring their own, so that they need no network."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswerYet
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock
from typing import Any

from commonhold.ground.fetching.addresses import Address, is_public
from commonhold.ground.installation import test_mode

# The resolver of the C library can't be interrupted; it is waited for, as long as there is time. A name that
# nobody answers for takes up one thread, however often it is asked for.
_resolvers = ThreadPoolExecutor(max_workers=32, thread_name_prefix="resolver")
_asked: dict[str, Future[Any]] = {}
_lock = Lock()


def addresses_of(host: str, timeout: float) -> Sequence[Address]:
    """All that the system's resolver says. Raises OSError."""
    try:
        found = _asking(host).result(timeout)
    except NoAnswerYet as late:
        raise TimeoutError("no answer about this name") from late
    return [ip_address(str(place[0]).partition("%")[0]) for *_kind, place in found]


def _asking(host: str) -> Future[Any]:
    """The question about this name that is on its way, or a new one."""
    with _lock:
        if host in _asked:
            return _asked[host]
        asked = _asked[host] = _resolvers.submit(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    asked.add_done_callback(lambda _done: _asked.pop(host, None))
    return asked


def connect(address: Address, port: int, timeout: float) -> socket.socket:
    """A connection to exactly this address. Raises OSError."""
    return socket.create_connection((str(address), port), timeout=timeout)


def is_open(address: Address) -> bool:
    """May a stranger's link lead us there? To this machine itself only where test mode allows that."""
    return is_public(address) or (address.is_loopback and test_mode.allows_loopback())


@dataclass(frozen=True)
class Network:
    """`resolve(host, seconds)`; `allow(address)` for each that it gave; `connect(address, port, seconds)`."""

    resolve: Callable[[str, float], Sequence[Address]] = addresses_of
    allow: Callable[[Address], bool] = is_open
    connect: Callable[[Address, int, float], socket.socket] = connect


INTERNET = Network()

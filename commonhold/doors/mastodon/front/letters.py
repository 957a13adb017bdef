"""Requests as their bytes, recognised without being taken apart: an app sends the same headers each time.

What uvicorn's parser made of some headers is kept under the very bytes that it made it of, and what an
address asks for under the address. A request whose two halves are both known is understood by two looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from commonhold.doors.mastodon.front.asking import Asker, Request, asker_of, params_of
from commonhold.doors.mastodon.front.routes import Route, route_of

_LINE_ENDS = b" HTTP/1.1\r\n"
#: Nothing in it is quoted, and nothing could end a line.
_PLAIN = re.compile(rb"GET (/[A-Za-z0-9_./-]*)(?:\?([A-Za-z0-9_=&.-]*))?")
_ADDRESSES, _ASKERS = 2_048, 1_024
_LONGEST = 2_048  # bytes of headers that are kept


class _Address(NamedTuple):
    route: Route
    path: str
    params: Mapping[str, str]


class Letters:
    """Those that were understood lately."""

    def __init__(self) -> None:
        self._addresses: dict[bytes, _Address] = {}
        self._askers: dict[bytes, Asker] = {}

    def read(self, data: bytes) -> tuple[Route, Request] | None:
        """A whole request that the front may answer; None where a half of it is not known."""
        line, _ends, headers = data.partition(_LINE_ENDS)
        asker = self._askers.get(headers)
        if asker is None:
            return None
        address = self._addresses.get(line) or self._learn_address(line)
        if address is None:
            return None
        route, path, params = address
        return route, Request(path, asker.token, params, asker.circumstances)

    def learn(self, data: bytes, parsed: Iterable[tuple[bytes, bytes]]) -> None:
        """`data` was one request without a body, and these are its headers."""
        headers = data.partition(_LINE_ENDS)[2]
        if not headers or len(headers) > _LONGEST:
            return
        pairs = list(parsed)
        stays = all(name != b"connection" or value.lower() == b"keep-alive" for name, value in pairs)
        asker = asker_of(pairs) if stays else None
        if asker is not None and (asker.token or not _from_elsewhere(pairs)):
            if len(self._askers) >= _ASKERS:
                self._askers.clear()
            self._askers[headers] = asker

    def _learn_address(self, line: bytes) -> _Address | None:
        plain = _PLAIN.fullmatch(line)
        path = "" if plain is None else plain[1].decode()
        route = None if plain is None else route_of(path)
        if plain is None or route is None:
            return None
        params = params_of(plain[2] or b"", route.params)
        if params is None:
            return None
        if len(self._addresses) >= _ADDRESSES:
            self._addresses.clear()
        found = self._addresses[line] = _Address(route, path, params)
        return found


def _from_elsewhere(headers: list[tuple[bytes, bytes]]) -> bool:
    """Does a web server in front say who asks? Strangers are counted by their address."""
    return any(name == b"x-forwarded-for" for name, _value in headers)

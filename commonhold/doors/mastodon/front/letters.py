"""Requests as their bytes, recognised without being taken apart: an app sends the same headers each time.

What uvicorn's parser made of some headers is kept under the very bytes that it made it of, and what an
address asks for under the address. A request whose two halves are both known is understood by two looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from commonhold.doors.calls.reading import is_read
from commonhold.doors.mastodon.front.asking import (
    Asker,
    Posted,
    Request,
    Sender,
    asker_of,
    params_of,
    sender_of,
)
from commonhold.doors.mastodon.front.deeds import Found, deed_of
from commonhold.doors.mastodon.front.routes import Route, route_of

_LINE_ENDS, _HEAD_ENDS = b" HTTP/1.1\r\n", b"\r\n\r\n"
#: Nothing in it is quoted, and nothing could end a line.
_PLAIN = re.compile(rb"GET (/[A-Za-z0-9_./-]*)(?:\?([A-Za-z0-9_=&.-]*))?")
_DEED = re.compile(rb"POST (/api/v1/statuses/[0-9]{1,19}/[a-z]+)")
_ADDRESSES, _ASKERS = 2_048, 1_024
_LONGEST = 2_048  # bytes of headers that are kept


class _Address(NamedTuple):
    route: Route
    path: str
    params: Mapping[str, str]


class Letter(NamedTuple):
    """A deed that is asked for. `lacks` are bytes of its body that are still to come."""

    found: Found
    posted: Posted
    body: bytes
    lacks: int


class Letters:
    """Those that were understood lately."""

    def __init__(self) -> None:
        self._addresses: dict[bytes, _Address] = {}
        self._askers: dict[bytes, Asker] = {}
        self._senders: dict[bytes, Sender] = {}

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
        asker = asker_of(pairs) if _stays(pairs) else None
        if asker is not None and (asker.token or not _from_elsewhere(pairs)):
            if len(self._askers) >= _ASKERS:
                self._askers.clear()
            self._askers[headers] = asker

    def read_deed(self, data: bytes) -> Letter | None:
        """A request to do something to a post, as far as it came; None where it is not known, or goes on."""
        head, ends, body = data.partition(_HEAD_ENDS)
        line, _ends, headers = head.partition(_LINE_ENDS)
        sender = self._senders.get(headers)
        plain = _DEED.fullmatch(line)
        if sender is None or plain is None or not ends or len(body) > sender.length:
            return None
        path = plain[1].decode()
        found = deed_of(path)
        if found is None:
            return None
        return Letter(found, sender.posted_to(path), body, sender.length - len(body))

    def learn_deed(self, data: bytes, parsed: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        """`data` was the beginning of one request, these are its headers, and this came of its body."""
        head, _ends, rest = data.partition(_HEAD_ENDS)
        line, _ends, headers = head.partition(_LINE_ENDS)
        if rest != body or not headers or len(headers) > _LONGEST or _DEED.fullmatch(line) is None:
            return
        pairs = list(parsed)
        sender = sender_of(pairs) if _stays(pairs) else None
        if sender is None or sender.key or not sender.asker.token or not is_read(sender.kind):
            return
        if len(self._senders) >= _ASKERS:
            self._senders.clear()
        self._senders[headers] = sender

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


def _stays(headers: list[tuple[bytes, bytes]]) -> bool:
    """Does the connection stay open afterwards?"""
    return all(name != b"connection" or value.lower() == b"keep-alive" for name, value in headers)


def _from_elsewhere(headers: list[tuple[bytes, bytes]]) -> bool:
    """Does a web server in front say who asks? Strangers are counted by their address."""
    return any(name == b"x-forwarded-for" for name, _value in headers)

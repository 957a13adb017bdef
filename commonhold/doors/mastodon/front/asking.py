"""A request as the front understands it. Whatever is unusual about one is Django's to answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from commonhold.ground.ids import LARGEST

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_CUTS = frozenset({"max_id", "since_id"})
_USUAL = frozenset(
    {"authorization", "host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}
)
_ALSO = frozenset(
    {"origin", "referer", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-dest", "cache-control", "pragma"}
)
#: What a web server in front adds. Whose address it is, uvicorn has put into the scope.
_PASSED_ON = frozenset({"x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-real-ip", "via"})
_KNOWN = {each.encode() for each in _USUAL | _ALSO | _PASSED_ON}
_WITH_A_BODY = frozenset({b"content-type", b"content-length", b"idempotency-key"})
_LONGEST = 65_536  # bytes of a body that is read here


class Request(NamedTuple):
    """A GET. `circumstances` are what chooses the headers of its answer."""

    path: str
    token: str
    params: Mapping[str, str]
    circumstances: tuple[bytes, ...]

    @property
    def before(self) -> int | None:
        return self._cut("max_id")

    @property
    def since(self) -> int | None:
        return self._cut("since_id")

    def limit(self, default: int, most: int) -> int:
        """As `Asked.span` reads it."""
        return max(1, min(int(self.params.get("limit", "")) if self.params.get("limit") else default, most))

    def ways(self, base: str, newest: int, oldest: int | None) -> str:
        """To the pages before and after. The parameters that are known here need no quoting."""
        params = self.params
        kept = (
            "".join([f"{key}={value}&" for key, value in params.items() if key not in _CUTS])
            if params
            else ""
        )
        to = f"<{base}{self.path}?{kept}"
        onwards = "" if oldest is None else f'{to}max_id={oldest}>; rel="next", '
        return f'{onwards}{to}min_id={newest}>; rel="prev"'

    def _cut(self, name: str) -> int | None:
        text = self.params.get(name)
        return min(int(text[:20]), LARGEST) if text else None


class Body:
    """What was sent, read at most once, and given again to whoever reads it after that."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._read: list[MutableMapping[str, Any]] = []

    async def whole(self) -> bytes:
        """All of it. Raises ValueError where it does not come in whole, or is too long to be read here."""
        length = 0
        while not self._read or self._read[-1].get("more_body"):
            self._read.append(await self._receive())
            length += len(self._read[-1].get("body", b""))
            if self._read[-1]["type"] != "http.request" or length > _LONGEST:
                raise ValueError("there is more, or nobody who sends it")
        return b"".join(each.get("body", b"") for each in self._read)

    async def __call__(self) -> MutableMapping[str, Any]:
        return self._read.pop(0) if self._read else await self._receive()


class Posted(NamedTuple):
    """A POST: what it asks for, and of which kind its body is. `key` tells one publishing from another."""

    asked: Request
    kind: str
    key: str


class Sender(NamedTuple):
    """What the headers of a POST say."""

    asker: Asker
    kind: str
    key: str
    length: int

    def posted_to(self, path: str) -> Posted:
        asker = self.asker
        return Posted(Request(path, asker.token, {}, (b"POST", *asker.circumstances)), self.kind, self.key)


def posted_of(scope: Scope) -> Posted | None:
    """The same of a request that sends something, as far as its headers tell."""
    is_plain = scope["path"].isascii() and not scope["query_string"]
    sender = sender_of(scope["headers"]) if is_plain else None
    return None if sender is None else sender.posted_to(scope["path"])


def sender_of(headers: Iterable[tuple[bytes, bytes]]) -> Sender | None:
    """None where there is anything in them that Django might answer otherwise, or much to come."""
    own: dict[bytes, bytes] = {}
    rest: list[tuple[bytes, bytes]] = []
    for each in headers:
        if each[0] not in _WITH_A_BODY:
            rest.append(each)
        elif each[0] in own:
            return None
        else:
            own[each[0]] = each[1]
    asker = asker_of(rest)
    kind, _semicolon, how = own.get(b"content-type", b"").partition(b";")
    length = own.get(b"content-length", b"0")
    if asker is None or not length.isdigit() or int(length) > _LONGEST:
        return None
    if how and how.strip().lower() not in {b"", b"charset=utf-8"}:
        return None
    key = own.get(b"idempotency-key", b"").decode("latin-1")
    return Sender(asker, kind.strip().lower().decode("latin-1"), key, int(length))


def request_of(scope: Scope, wanted: frozenset[str]) -> Request | None:
    """The request, if there is nothing about it that Django might answer otherwise."""
    asker = asker_of(scope["headers"])
    if asker is None or not scope["path"].isascii():
        return None
    params = params_of(scope["query_string"], wanted)
    return None if params is None else Request(scope["path"], asker.token, params, asker.circumstances)


class Asker(NamedTuple):
    """What a request's headers say."""

    token: str
    circumstances: tuple[bytes, ...]


def asker_of(headers: Iterable[tuple[bytes, bytes]]) -> Asker | None:
    """None where there is anything in them that Django might answer otherwise."""
    token, host, language, scheme = b"", b"", b"", b""
    for name, value in headers:
        if name == b"authorization":
            token = value
        elif name == b"host":
            host = value
        elif name == b"accept-language":
            language = value
        elif name == b"x-forwarded-proto":
            scheme = value
        elif name not in _KNOWN:
            return None
    if token and not token.startswith(b"Bearer "):
        return None
    return Asker(token[7:].decode("latin-1"), (host, language, scheme))


def params_of(query: bytes, wanted: frozenset[str]) -> dict[str, str] | None:
    """None where there are any that the front does not know, or that it would have to quote."""
    if not query:
        return {}
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    found = dict(pairs)
    if len(found) != len(pairs) or not found.keys() <= wanted:
        return None
    numbers = (found[each] for each in ("limit", "max_id", "since_id") if each in found)
    if not all(each.isascii() and each.isdecimal() and len(each) < 20 for each in numbers):
        return None
    return found if found.get("limit") != "0" else None

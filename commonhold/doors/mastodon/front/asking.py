"""A request as the front understands it. Whatever is unusual about one is Django's to answer."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from commonhold.ground.ids import LARGEST

Scope = MutableMapping[str, Any]
_CUTS = frozenset({"max_id", "since_id"})
_USUAL = frozenset(
    {"authorization", "host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"}
)
_ALSO = frozenset(
    {"origin", "referer", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-dest", "cache-control", "pragma"}
)
_KNOWN = {each.encode() for each in _USUAL | _ALSO}


class Request(NamedTuple):
    """A GET. `circumstances` are what chooses the headers of its answer."""

    path: str
    token: str
    params: Mapping[str, str]
    circumstances: tuple[bytes, bytes]

    @property
    def before(self) -> int | None:
        return self._cut("max_id")

    @property
    def since(self) -> int | None:
        return self._cut("since_id")

    def limit(self, default: int, most: int) -> int:
        """As `Asked.span` reads it."""
        return max(1, min(int(self.params.get("limit", "")) if self.params.get("limit") else default, most))

    def way(self, base: str, rel: str, name: str, place: int) -> str:
        """The parameters that are known here need no quoting."""
        kept = "".join([f"{key}={value}&" for key, value in self.params.items() if key not in _CUTS])
        return f'<{base}{self.path}?{kept}{name}={place}>; rel="{rel}"'

    def _cut(self, name: str) -> int | None:
        text = self.params.get(name)
        return min(int(text[:20]), LARGEST) if text else None


def request_of(scope: Scope, wanted: frozenset[str]) -> Request | None:
    """The request, if there is nothing about it that Django might answer otherwise."""
    token, host, language = b"", b"", b""
    for name, value in scope["headers"]:
        if name == b"authorization":
            token = value
        elif name == b"host":
            host = value
        elif name == b"accept-language":
            language = value
        elif name not in _KNOWN:
            return None
    if (token and not token.startswith(b"Bearer ")) or not scope["path"].isascii():
        return None
    params = _params(scope["query_string"], wanted)
    if params is None:
        return None
    return Request(scope["path"], token[7:].decode("latin-1"), params, (host, language))


def _params(query: bytes, wanted: frozenset[str]) -> dict[str, str] | None:
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

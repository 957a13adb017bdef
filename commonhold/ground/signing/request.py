"""What a signature of a request is about, and what somebody's signature says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from urllib.parse import SplitResult, urlsplit


class Scheme(Enum):
    """How a request is signed."""

    CAVAGE = "draft-cavage-http-signatures-12"
    MESSAGES = "RFC 9421"


class Flaw(Enum):
    """Why a request counts as signed by nobody. The value is what a line of the log says."""

    UNSIGNED = "no signature"
    UNREADABLE = "the signature cannot be read"
    OTHER_ALGORITHM = "signed with an algorithm that is not used here"
    TARGET_NOT_SIGNED = "method and address are not signed"
    HOST_NOT_SIGNED = "the host is not signed"
    OTHER_HOST = "addressed to another host"
    NO_DATE = "no date is signed"
    STALE = "the date is not fresh"
    EXPIRED = "the signature has expired"
    NO_DIGEST = "no digest of the body"
    DIGEST_NOT_SIGNED = "the digest is not signed"
    OTHER_BODY = "the digest is of another body"
    UNKNOWN_KEY = "the key is not known"
    FORGED = "the signature does not hold"


class Flawed(Exception):
    """A request that nobody signed as it should be."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.value)


@dataclass(frozen=True)
class Request:
    """One that arrived, or will be sent.

    `url` is whole, with the host that we go by. Names of headers are in lower case; values of several headers
    of a name are joined by ", ".
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""

    @cached_property
    def parts(self) -> SplitResult:
        return urlsplit(self.url)

    @property
    def authority(self) -> str:
        """RFC 9421 §2.2.3: in lower case, without the scheme's own port."""
        return authority(self.parts.scheme, self.parts.netloc)

    @property
    def path(self) -> str:
        return self.parts.path or "/"

    @property
    def target(self) -> str:
        """Path and query, as the first line of a request has them."""
        return f"{self.path}?{self.parts.query}" if self.parts.query else self.path

    def without_query(self) -> Request:
        """Some sign the address without what follows “?”."""
        return Request(self.method, self.parts._replace(query="").geturl(), self.headers, self.body)


def authority(scheme: str, host: str) -> str:
    """Host and port in one spelling."""
    name, _colon, port = host.lower().rpartition(":")
    return name if name and port == {"http": "80", "https": "443"}.get(scheme) else host.lower()


@dataclass(frozen=True)
class Statement:
    """A signature as it was read, before anybody checked it.

    `covered`: names of headers in lower case, and of components with “@” as RFC 9421 calls them, or in
    brackets as draft-cavage does. `texts`: what may have been signed, the likeliest first.
    """

    scheme: Scheme
    key_id: str
    algorithm: str
    covered: frozenset[str]
    created: int | None
    expires: int | None
    signature: bytes
    texts: tuple[bytes, ...]

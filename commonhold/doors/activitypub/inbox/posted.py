"""What was brought to an inbox, and why it may be turned away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Bytes of an activity. What is larger is refused before it is read.
LARGEST = 1_000_000
_INBOXES = ("/ap/people/", "/ap/groups/")
#: As others remember them of a server that moved in here.
_KEPT = re.compile(r"/users/[A-Za-z0-9_.-]{1,100}/inbox")


@dataclass(frozen=True)
class Posted:
    """`target` is the path, with the query if there is one. Names of headers are in lower case."""

    target: str
    headers: dict[str, str]
    body: bytes


class Refused(Exception):
    """It is turned away with this status; `reason` is for one line of the log and says no secret."""

    def __init__(self, status: int, reason: str, *, retry_after: int = 0) -> None:
        self.status, self.reason, self.retry_after = status, reason, retry_after
        super().__init__(reason)


def is_inbox(path: str) -> bool:
    """Is it an inbox's address? One that belongs to nobody takes what any other does."""
    if not path.startswith("/ap/"):
        return path == "/inbox" or _KEPT.fullmatch(path) is not None
    if path in {"/ap/inbox", "/ap/server/inbox"}:
        return True
    start = next((each for each in _INBOXES if path.startswith(each)), None)
    if start is None or not path.endswith("/inbox"):
        return False
    number = path[len(start) : -len("/inbox")]
    return number.isascii() and number.isdecimal() and len(number) < 20


def must_be_small(length: str) -> None:
    """By what `Content-Length` says, if anything. Raises Refused."""
    if length and (not length.isascii() or not length.isdecimal()):
        raise Refused(400, "the length is no number")
    if length and int(length[:20]) > LARGEST:
        raise Refused(413, f"it has {length[:20]} bytes")


def joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """By name, values of the same name after each other, as RFC 9110 §5.3 reads them."""
    found: dict[str, str] = {}
    for name_bytes, value_bytes in headers:
        name, value = name_bytes.decode("latin-1"), value_bytes.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found

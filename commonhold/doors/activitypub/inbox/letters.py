"""A post to an inbox read from the bytes that came, where it is as plain as most are.

Whatever is not is left to the server's own parser, which decides what a request is: this knows some alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from commonhold.doors.activitypub.inbox.posted import Posted, is_inbox

#: Bytes of a request; a longer one goes the way of ASGI, piece by piece.
LONGEST = 65_536
_HEAD_ENDS = b"\r\n\r\n"
_HEAD = re.compile(r"POST (/[!->@-~]*)(\?[!-~]*)? HTTP/1\.1((?:\r\n[A-Za-z0-9-]+: [!-~][ -~]*)+)")
#: What says that a request is not whole where its length says so, or that the line is not kept.
_UNUSUAL = frozenset({"transfer-encoding", "expect", "upgrade", "trailer", "te"})


class Letter(NamedTuple):
    """A post. `lacks` are bytes of its body that are still to come; until then `posted` is without them."""

    posted: Posted
    lacks: int


def read(data: bytes) -> Letter | None:
    """One request, as far as it came; None where it is not plain, not for an inbox, or goes on."""
    head, ends, body = data.partition(_HEAD_ENDS)
    if not ends or not head.isascii():
        return None
    plain = _HEAD.fullmatch(head.decode())
    if plain is None or not is_inbox(plain[1]):
        return None
    lines = plain[3][2:].split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _colon, value = line.partition(": ")
        headers[name.lower()] = value.rstrip(" ")
    length = headers.get("content-length", "")
    if len(headers) != len(lines) or not _UNUSUAL.isdisjoint(headers) or not length.isdecimal():
        return None
    if headers.get("connection", "keep-alive").lower() != "keep-alive" or len(length) > len(str(LONGEST)):
        return None
    lacks = int(length) - len(body)
    if lacks < 0 or len(data) + lacks > LONGEST:
        return None
    return Letter(Posted(plain[1] + (plain[2] or ""), headers, body), lacks)

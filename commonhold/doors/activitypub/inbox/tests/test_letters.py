"""Posts that are recognised by their bytes, and those that are left to the server's parser."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub.inbox import letters
from commonhold.doors.activitypub.inbox.letters import LONGEST
from commonhold.doors.activitypub.inbox.posted import Posted

_HEADERS = b"Host: coop.example\r\nContent-Type: application/activity+json\r\nContent-Length: 2\r\n"
_LINE = b"POST /ap/inbox?from=here HTTP/1.1\r\n"
_PLAIN = _LINE + _HEADERS + b"\r\n{}"


def test_a_plain_post_is_read_from_its_bytes():
    headers = {"host": "coop.example", "content-type": "application/activity+json", "content-length": "2"}
    assert letters.read(_PLAIN) == (Posted("/ap/inbox?from=here", headers, b"{}"), 0)


def test_what_of_it_is_still_to_come_is_known():
    for lacks in (1, 2):
        found = letters.read(_PLAIN[:-lacks])
        assert found is not None
        assert found.lacks == lacks


@pytest.mark.parametrize(
    "sent",
    [
        _PLAIN + b"P",
        _PLAIN[: len(_LINE) + 20],
        _PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"),
        _PLAIN.replace(b"/ap/inbox", b"/ap/outbox"),
        _PLAIN.replace(b"/ap/inbox", b"/ap/inb%6fx"),
        _PLAIN.replace(b"POST", b"PUT"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: +2"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: 2\r\nContent-Length: 2"),
        _PLAIN.replace(b"Content-Length: 2", b"Transfer-Encoding: chunked"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: 2\r\nTransfer-Encoding: chunked"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: 2\r\nExpect: 100-continue"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: 2\r\nConnection: close"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: 2\r\n folded: 1"),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length : 2"),
        _PLAIN.replace(b"coop.example", b"coop.example\nX: y"),
        _PLAIN.replace(b"coop.example", b"coop.example\rX: y"),
        _PLAIN.replace(b"coop.example", "coöp.example".encode()),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: %d" % LONGEST),
        _PLAIN.replace(b"Content-Length: 2", b"Content-Length: " + b"9" * 5000),
    ],
)
def test_whatever_is_unusual_is_left_to_the_parser(sent: bytes):
    assert sent != _PLAIN
    assert letters.read(sent) is None

"""What the front has at hand is answered in the call that brings the request, and nothing else is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from commonhold.doors.activitypub.inbox.posted import Posted
from commonhold.doors.mastodon.front.calls import Reply
from commonhold.doors.mastodon.front.letters import Letter, Letters
from commonhold.house import at_once
from commonhold.house.at_once import AtOnce
from tests import loops

_PATH = "/api/v2/instance"
_HEADERS = b"Host: coop.example\r\nUser-Agent: app\r\n\r\n"
_DONE = (b"content-length: 4\r\n\r\n", b"done")
_DEED = (
    b"POST /api/v1/statuses/7/favourite HTTP/1.1\r\nHost: coop.example\r\nAuthorization: Bearer abc\r\n"
    b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
)
_ASKED = b"GET /api/v2/instance HTTP/1.1\r\n" + _HEADERS


class Transport(asyncio.Transport):
    """Where a connection writes; it has no socket."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self.closed = b"", False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def writelines(self, list_of_data: Any) -> None:
        self.written += b"".join(list_of_data)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Front:
    """It has one answer at hand, to whatever it understands."""

    def __init__(self) -> None:
        self.letters = Letters()
        self.at_hand = True
        self.replies: list[Reply] = []

    def at_once(self, data: bytes, client: object) -> tuple[bytes, bytes] | None:
        found = self.letters.read(data)
        return (b"content-length: 5\r\n\r\n", b"quick") if found and self.at_hand else None

    def do_at_once(self, letter: Letter, client: object, reply: Reply) -> bool:
        if self.at_hand:
            self.replies.append(reply)
        return self.at_hand


async def _slow(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"slow"})


@pytest.fixture
def front(monkeypatch: pytest.MonkeyPatch) -> Front:
    front = Front()
    monkeypatch.setattr(at_once, "fronts", [front])
    monkeypatch.setattr(at_once, "doing", [front])
    return front


def bodies(*sent: bytes) -> list[bytes]:
    """Send one after the other over one connection; the bodies of the answers in their order."""

    async def talk() -> bytes:
        protocol, transport = AtOnce(Config(_slow, lifespan="off"), ServerState(), {}), Transport()
        protocol.connection_made(transport)
        for each in sent:
            protocol.data_received(each)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        protocol.connection_lost(None)
        return transport.written

    found = loops.run(talk()).split(b"HTTP/1.1 200 OK\r\n")[1:]
    return [each.partition(b"\r\n\r\n")[2] for each in found]


def test_headers_that_were_understood_once_are_recognised_after_that(front: Front) -> None:
    assert bodies(_ASKED, _ASKED, _ASKED) == [b"slow", b"quick", b"quick"]


def test_what_is_not_at_hand_goes_the_long_way_and_the_connection_stays(front: Front) -> None:
    bodies(_ASKED)
    front.at_hand = False
    assert bodies(_ASKED, _ASKED) == [b"slow", b"slow"]


def test_a_request_in_pieces_is_put_together_by_the_parser(front: Front) -> None:
    bodies(_ASKED)
    for cut in (1, 3, 20, len(_ASKED) - 1):
        assert bodies(_ASKED[:cut], _ASKED[cut:], _ASKED) == [b"slow", b"quick"]


def test_two_requests_that_come_together_are_answered_in_their_order(front: Front) -> None:
    bodies(_ASKED)
    assert bodies(_ASKED + _ASKED, _ASKED) == [b"slow", b"slow", b"quick"]


@pytest.mark.parametrize(
    "line",
    [
        b"GET /api/v1/timelines/tag/a%0d%0ab HTTP/1.1\r\n",
        b"GET /api/v1/timelines/home?limit=5\r\nX: y HTTP/1.1\r\n",
        b"GET /api/v1/timelines/home?max_id=%31 HTTP/1.1\r\n",
        b"GET /api/v1/timelines/home?min_id=1 HTTP/1.1\r\n",
        b"GET http://coop.example/api/v2/instance HTTP/1.1\r\n",
        b"GET /api/v2/instance HTTP/1.0\r\n",
        b"GET /elsewhere HTTP/1.1\r\n",
        b"HEAD /api/v2/instance HTTP/1.1\r\n",
    ],
)
def test_an_address_that_would_have_to_be_read_closely_is_not_recognised(line: bytes) -> None:
    letters = Letters()
    letters.learn(_ASKED, [(b"host", b"coop.example"), (b"user-agent", b"app")])
    assert letters.read(_ASKED) is not None
    assert letters.read(line + _HEADERS) is None


@pytest.mark.parametrize(
    "header",
    [
        (b"connection", b"close"),
        (b"content-length", b"3"),
        (b"transfer-encoding", b"chunked"),
        (b"expect", b"100-continue"),
        (b"upgrade", b"websocket"),
        (b"x-forwarded-for", b"192.0.2.1"),
        (b"authorization", b"Basic YTpi"),
    ],
)
def test_headers_that_change_anything_are_not_recognised(header: tuple[bytes, bytes]) -> None:
    letters = Letters()
    data = b"GET /api/v2/instance HTTP/1.1\r\n" + b"%b: %b\r\n\r\n" % header
    letters.learn(data, [header])
    assert letters.read(data) is None


def test_behind_a_web_server_members_are_recognised_and_strangers_are_not() -> None:
    passed_on = [(b"x-forwarded-for", b"192.0.2.1"), (b"x-forwarded-proto", b"https")]
    for whose, known in (([(b"authorization", b"Bearer abc")], True), ([], False)):
        headers = [*whose, *passed_on]
        lines = b"".join(b"%b: %b\r\n" % each for each in headers)
        data, letters = b"GET /api/v2/instance HTTP/1.1\r\n%b\r\n" % lines, Letters()
        letters.learn(data, headers)
        assert (letters.read(data) is not None) == known


def test_a_connection_that_nobody_uses_is_closed_and_one_that_is_used_stays(front: Front) -> None:
    async def talk() -> tuple[bool, bool]:
        protocol, transport = AtOnce(Config(_slow, lifespan="off"), ServerState(), {}), Transport()
        protocol.connection_made(transport)
        protocol.data_received(_ASKED)
        await asyncio.sleep(0)
        protocol.data_received(_ASKED)
        protocol.timeout_keep_alive_handler()
        stayed = not transport.closed
        protocol.timeout_keep_alive = 0
        protocol.timeout_keep_alive_handler()
        if protocol.timeout_keep_alive_task is not None:
            protocol.timeout_keep_alive_task.cancel()
        return stayed, transport.closed

    bodies(_ASKED)
    assert loops.run(talk()) == (True, True)


def deeds(front: Front, *sent: bytes, answer: tuple[bytes, bytes] | None = _DONE) -> list[bytes]:
    """Send one after the other, and have each deed end when all were sent; the bodies of the answers."""

    async def talk() -> bytes:
        protocol, transport = AtOnce(Config(_slow, lifespan="off"), ServerState(), {}), Transport()
        protocol.connection_made(transport)
        for each in sent:
            protocol.data_received(each)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        while front.replies:
            front.replies.pop(0)(answer)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        protocol.connection_lost(None)
        return transport.written

    found = loops.run(talk()).split(b"HTTP/1.1 200 OK\r\n")[1:]
    return [each.partition(b"\r\n\r\n")[2] for each in found]


def test_a_deed_is_recognised_and_answered_when_it_is_done(front: Front) -> None:
    assert deeds(front, _DEED, _DEED) == [b"slow", b"done"]


def test_its_body_may_come_after_its_head(front: Front) -> None:
    head, body = _DEED[:-2], _DEED[-2:]
    assert deeds(front, head, body, head, body) == [b"slow", b"done"]
    assert deeds(front, head, body[:1], body[1:], _DEED) == [b"done", b"done"]


def test_what_comes_before_it_is_done_waits_for_it(front: Front) -> None:
    bodies(_ASKED)
    deeds(front, _DEED)
    assert deeds(front, _DEED, _ASKED[:9], _ASKED[9:]) == [b"done", b"quick"]
    assert deeds(front, _DEED, _DEED) == [b"done", b"done"]


def test_a_deed_that_the_front_gives_back_goes_the_long_way(front: Front) -> None:
    deeds(front, _DEED)
    assert deeds(front, _DEED, _ASKED, answer=None) == [b"slow", b"slow"]
    front.at_hand = False
    assert deeds(front, _DEED, _DEED) == [b"slow", b"slow"]


def test_nothing_is_done_while_the_rest_of_the_house_is_loaded(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    deeds(front, _DEED)
    monkeypatch.setattr(at_once, "doing", [])
    assert deeds(front, _DEED, _DEED) == [b"slow", b"slow"]


@pytest.mark.parametrize(
    "other",
    [
        _DEED.replace(b"favourite", b"favourite?x=1"),
        _DEED.replace(b"/7/", b"/%37/"),
        _DEED.replace(b"Length: 2", b"Length: 3") + b" ",
        _DEED.replace(b"HTTP/1.1", b"HTTP/1.0"),
        _DEED + b"x",
        _DEED.replace(b"favourite", b"frown"),
    ],
)
def test_another_deed_is_not_taken_for_one_that_is_known(front: Front, other: bytes) -> None:
    deeds(front, _DEED)
    assert front.letters.read_deed(_DEED) is not None
    assert front.letters.read_deed(other) is None


def test_who_goes_before_the_end_is_told_nothing_and_a_server_that_ends_tells_first(front: Front) -> None:
    async def talk() -> tuple[bytes, bytes, bool]:
        written = []
        for leaves in (True, False):
            protocol, transport = AtOnce(Config(_slow, lifespan="off"), ServerState(), {}), Transport()
            protocol.connection_made(transport)
            protocol.data_received(_DEED)
            if leaves:
                protocol.connection_lost(None)
            else:
                protocol.shutdown()
            front.replies.pop()(_DONE)
            written.append(transport.written)
        return written[0], written[1], transport.closed

    deeds(front, _DEED)
    nothing, told, is_closed = loops.run(talk())
    assert (nothing, told.endswith(b"done"), is_closed) == (b"", True, True)


class Inbox:
    """It takes what it is brought, and tells of it when the test says so, or takes nothing."""

    def __init__(self) -> None:
        self.takes, self.is_written = True, True
        self.brought: list[Posted] = []

    def take_at_once(self, posted: Posted, tell: Callable[[bool], None]) -> bool:
        if self.takes:
            self.brought.append(posted)
            asyncio.get_running_loop().call_soon(tell, self.is_written)
        return self.takes


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Inbox:
    inbox = Inbox()
    monkeypatch.setattr(at_once, "inboxes", [inbox])
    return inbox


_BROUGHT = b"POST /ap/inbox HTTP/1.1\r\nHost: coop.example\r\nContent-Length: 2\r\n\r\n{}"


def said(*sent: bytes) -> list[bytes]:
    """The same as `bodies`, by the first lines of the answers."""

    async def talk() -> bytes:
        protocol, transport = AtOnce(Config(_slow, lifespan="off"), ServerState(), {}), Transport()
        protocol.connection_made(transport)
        for each in sent:
            protocol.data_received(each)
            for _turn in range(3):
                await asyncio.sleep(0)
        protocol.connection_lost(None)
        return transport.written

    return [each[:3] for each in loops.run(talk()).split(b"HTTP/1.1 ")[1:]]


def test_what_another_server_brings_is_answered_when_it_is_written_down(inbox: Inbox) -> None:
    assert said(_BROUGHT, _BROUGHT, _BROUGHT[:-1], b"}") == [b"202"] * 3
    assert [each.body for each in inbox.brought] == [b"{}"] * 3
    assert said(_BROUGHT[:30], _BROUGHT[30:], _BROUGHT) == [b"200", b"202"]


def test_what_is_not_taken_or_not_written_goes_the_long_way(inbox: Inbox) -> None:
    inbox.is_written = False
    assert said(_BROUGHT, _BROUGHT) == [b"200", b"200"]
    inbox.takes = False
    assert said(_BROUGHT, _BROUGHT[:-1], b"}") == [b"200", b"200"]


def test_two_that_are_brought_together_are_answered_in_their_order(inbox: Inbox) -> None:
    assert said(_BROUGHT + _BROUGHT, _BROUGHT) == [b"200", b"200", b"202"]

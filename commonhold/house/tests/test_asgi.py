"""The bridge between the server's event loop and Django, driven as a server drives it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest

from commonhold.house import asgi
from commonhold.house.database import database_settings
from commonhold.house.tests import bridge_pages
from tests import databases, loops

pytestmark = pytest.mark.urls("commonhold.house.tests.bridge_pages")

Message = MutableMapping[str, Any]


@pytest.fixture(autouse=True)
def own_threads(monkeypatch) -> Iterator[None]:
    """Threads keep their database connection, so each test has threads of its own."""
    with ThreadPoolExecutor(4) as threads:
        monkeypatch.setattr(asgi, "_threads", threads)
        yield


@dataclass
class Answer:
    """What the bridge sent, and in how many pieces."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    pieces: list[bytes] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)


def ask(
    path: str,
    *,
    method: str = "GET",
    query: str = "",
    headers: Iterable[tuple[str, str]] = (),
    body: Iterable[bytes] = (b"",),
    leaves_after: int | None = None,
) -> Answer:
    """One request; its body arrives in pieces. The client leaves after so many pieces of the answer."""
    answer, scope = Answer(), scope_of(path, method=method, query=query, headers=headers)
    loops.run(exchange(scope, answer, body=body, leaves_after=leaves_after))
    return answer


def scope_of(
    path: str, *, method: str = "GET", query: str = "", headers: Iterable[tuple[str, str]] = ()
) -> Message:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "http_version": "1.1",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }


async def exchange(
    scope: Message, answer: Answer, *, body: Iterable[bytes] = (b"",), leaves_after: int | None = None
) -> None:
    left = asyncio.Event()
    arriving = list(body)

    async def receive() -> Message:
        if arriving:
            piece = arriving.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(arriving)}
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.pieces.append(message.get("body", b""))
        if leaves_after is not None and len(answer.pieces) >= leaves_after:
            left.set()

    await asyncio.wait_for(asgi.application(scope, receive, send), timeout=20)


def arrived(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_a_request_arrives_as_it_was_sent():
    headers = [("Content-Type", "text/plain"), ("Cookie", "a=1"), ("Cookie", "b=2")]
    there = arrived(ask("/arrived/grüße", query="q=%C3%BC", headers=headers))
    assert there["method"] == "GET"
    assert there["rest"] == "grüße"
    assert there["QUERY_STRING"] == "q=%C3%BC"
    assert there["CONTENT_TYPE"] == "text/plain"
    assert there["HTTP_COOKIE"] == "a=1; b=2"
    assert there["REMOTE_ADDR"] == "127.0.0.1"


def test_a_body_in_pieces_arrives_whole_even_when_nobody_said_how_long_it_is(committing_db):
    pieces = [b"one ", b"two ", b"three"]
    there = arrived(ask("/arrived/x", method="POST", body=pieces))
    assert there["length"] == 13
    assert there["sha256"] == sha256(b"one two three").hexdigest()


def test_a_body_too_large_for_memory_arrives_whole(settings, committing_db):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    pieces = [bytes([n]) * 500_000 for n in range(5)]
    there = arrived(ask("/arrived/x", method="POST", body=pieces))
    assert there["sha256"] == sha256(b"".join(pieces)).hexdigest()


def test_a_body_larger_than_any_that_we_take_is_refused_before_it_is_complete(monkeypatch):
    monkeypatch.setattr(asgi, "_LARGEST", 1000)
    assert ask("/arrived/x", method="POST", body=[b"x" * 900, b"x" * 900, b"never read"]).status == 413


def test_whoever_leaves_before_the_request_is_complete_gets_no_answer():
    sent: list[Message] = []

    async def exchange() -> None:
        messages: list[Message] = [
            {"type": "http.request", "body": b"half", "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def receive() -> Message:
            return messages.pop(0)

        async def send(message: Message) -> None:
            sent.append(message)

        await asgi.application({"type": "http", "method": "POST"}, receive, send)

    loops.run(exchange())
    assert sent == []


def test_a_header_with_an_underscore_cannot_pass_for_the_one_with_a_hyphen():
    assert (
        arrived(ask("/arrived/x", headers=[("X-Forwarded-Proto", "http")]))["HTTP_X_FORWARDED_PROTO"]
        == "http"
    )
    assert (
        arrived(ask("/arrived/x", headers=[("X_Forwarded_Proto", "https")]))["HTTP_X_FORWARDED_PROTO"] is None
    )


def test_head_answers_with_the_headers_alone():
    whole, head = ask("/file"), ask("/file", method="HEAD")
    assert head.status == 200
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.body))
    assert head.body == b""


def test_a_file_is_sent_in_large_pieces():
    answer = ask("/file")
    assert answer.body == bridge_pages.FILE.read_bytes()
    assert len(answer.pieces) == 2  # the file, and the end


def test_a_stream_ends_when_its_reader_leaves():
    bridge_pages.streams.clear()
    answer = ask("/endless", leaves_after=3)
    assert b"and on " in answer.body
    assert bridge_pages.streams == ["closed"]


def test_a_broken_page_is_a_friendly_page_and_the_next_one_answers(caplog):
    answer = ask("/broken")
    assert answer.status == 500
    assert b"<html" in answer.body
    assert ask("/arrived/x").status == 200


def lifespan() -> list[str]:
    """What a server is told when it starts and stops."""
    told: list[str] = []

    async def live() -> None:
        asked = ["lifespan.startup", "lifespan.shutdown"]

        async def receive() -> Message:
            return {"type": asked.pop(0)}

        async def send(message: Message) -> None:
            told.append(message["type"])

        await asgi.application({"type": "lifespan"}, receive, send)

    loops.run(live())
    return told


def test_the_ticker_lives_as_long_as_the_server(committing_db):
    assert lifespan() == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert not [each for each in threading.enumerate() if each.name == "ticker"]


def test_nothing_starts_over_a_database_that_is_not_up_to_date(committing_db, tmp_path):
    with databases.using(database_settings(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path)):
        assert lifespan() == ["lifespan.startup.failed"]


def test_pages_and_deeds_wait_for_the_rest_of_the_house_and_what_apps_read_does_not(
    committing_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, deed, read = Answer(), Answer(), Answer()

    async def come() -> list[int]:
        loading: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        monkeypatch.setattr(asgi, "_loading", [loading])
        waiting = [
            asyncio.ensure_future(exchange(scope_of("/arrived/x"), page)),
            asyncio.ensure_future(exchange(scope_of("/api/v1/timelines/home", method="POST"), deed)),
        ]
        await exchange(scope_of("/api/v1/timelines/home"), read)
        before = [page.status, deed.status]
        loading.set_result(None)
        await asyncio.gather(*waiting)
        return before

    assert loops.run(come()) == [0, 0]
    assert [read.status, page.status, deed.status] == [404, 200, 404]  # of the addresses only one is there


def test_where_the_rest_can_not_be_loaded_half_a_house_answers_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def come() -> None:
        loading: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        loading.set_exception(ImportError("a file is gone"))
        monkeypatch.setattr(asgi, "_loading", [loading])
        await exchange(scope_of("/arrived/x"), Answer())

    with pytest.raises(ImportError, match="a file is gone"):
        loops.run(come())

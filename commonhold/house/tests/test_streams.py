"""Streams that stay open, driven as a server drives them, over a database with real commits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.house import asgi, streams
from commonhold.social.live.hints import lookout
from commonhold.social.people.models import Login
from commonhold.social.posts.actions import publish_post
from tests import loops
from tests.cast import MORNING, befriend, make_person, minutes

pytestmark = pytest.mark.both_databases
SINCE = ids.first_id_after(minutes(0))


@pytest.fixture(autouse=True)
def own_streams(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads and streams of this test alone, in a hurry."""
    with ThreadPoolExecutor(2) as pages, ThreadPoolExecutor(1) as looks:
        monkeypatch.setattr(asgi, "_threads", pages)
        monkeypatch.setattr(streams, "_thread", looks)
        monkeypatch.setattr(streams, "_PAGES", replace(streams._PAGES, rest=0.0))
        yield


@pytest.fixture
def ada(committing_db: str) -> tuple[int, str]:
    """Ada's id, and the cookie with which she is signed in."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("ada", signs_in=True)
    client = Client()
    client.force_login(Login.objects.get())
    return person_id, client.cookies["commonhold_session"].value


class Page:
    """An open page: what the server sent it, and a way to leave."""

    def __init__(self, cookie: str) -> None:
        self.status, self.heard, self.has_ended = 0, b"", False
        self._left, self._news = asyncio.Event(), asyncio.Event()
        self._asked = False
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/live",
            "query_string": f"home=1&since={SINCE}".encode(),
            "http_version": "1.1",
            "headers": [(b"cookie", f"commonhold_session={cookie}".encode())],
        }
        self.task = asyncio.ensure_future(asgi.application(scope, self._receive, self._send))

    async def hears(self, words: bytes) -> None:
        while words not in self.heard:
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 10)

    async def leaves(self) -> None:
        self._left.set()
        await asyncio.wait_for(self.task, 10)

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b""}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            assert b"content-length" not in dict(message["headers"])
            return
        self.heard += message.get("body", b"")
        self.has_ended = not message.get("more_body", False)
        self._news.set()


async def elsewhere(call: Callable[[], object]) -> Any:
    """Do it in another thread, as another request would, and let the look-out see it."""

    def done_and_seen() -> object:
        result = call()
        lookout.look(minutes(1) + timedelta(seconds=1))
        return result

    return await asyncio.get_running_loop().run_in_executor(asgi._threads, done_and_seen)


def live(story: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        streams.streams.start()
        try:
            await story()
        finally:
            streams.streams.end()

    loops.run(whole())


def test_a_post_reaches_an_open_page_by_itself_and_the_page_may_leave(ada: tuple[int, str]) -> None:
    person_id, cookie = ada
    ben = make_person("ben")
    befriend(person_id, ben)

    async def story() -> None:
        page = Page(cookie)
        await page.hears(b"event: notifications")
        assert page.status == 200
        assert b"event: posts" not in page.heard
        made = await elsewhere(lambda: publish_post(ben, text="hello", now=minutes(1)))
        await page.hears(f'{{"ids": ["{made}"]}}'.encode())
        await page.leaves()
        assert not streams.streams._open

    live(story)


def test_silence_is_broken_by_heartbeats(ada: tuple[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_HEARTBEAT", 0.01)

    async def story() -> None:
        page = Page(ada[1])
        await page.hears(b":\n\n:\n\n")
        await page.leaves()

    live(story)


def test_streams_end_when_the_server_stops(ada: tuple[int, str]) -> None:
    async def story() -> None:
        page = Page(ada[1])
        await page.hears(b"event: notifications")
        streams.streams.end()
        await asyncio.wait_for(page.task, 10)
        assert page.has_ended

    live(story)


def test_a_page_that_asks_a_server_while_it_stops_is_not_kept_waiting(ada: tuple[int, str]) -> None:
    async def story() -> None:
        streams.streams.end()
        page = Page(ada[1])
        await asyncio.wait_for(page.task, 10)
        assert page.has_ended
        assert b"event: notifications" in page.heard
        assert b"event: full" not in page.heard

    live(story)


def test_a_stream_ends_with_the_session(ada: tuple[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        page = Page(ada[1])
        await page.hears(b"event: notifications")
        await elsewhere(SessionStore(ada[1]).delete)
        await elsewhere(lambda: publish_post(ada[0], text="x", now=minutes(1)))
        await asyncio.wait_for(page.task, 10)
        assert page.has_ended

    live(story)


def test_a_stream_lives_no_longer_than_it_should(
    ada: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_PAGES", replace(streams._PAGES, life=0.0))

    async def story() -> None:
        page = Page(ada[1])
        await asyncio.wait_for(page.task, 10)
        assert page.has_ended

    live(story)


@pytest.mark.parametrize("limit", ["most", "most_of_one"])
def test_who_finds_no_room_hears_what_she_missed_and_comes_back_later(
    ada: tuple[int, str], monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(streams, "_PAGES", replace(streams._PAGES, **{limit: 1}))

    async def story() -> None:
        first = Page(ada[1])
        await first.hears(b"event: notifications")
        second = Page(ada[1])
        await asyncio.wait_for(second.task, 10)
        assert b"event: notifications" in second.heard
        assert second.heard.endswith(b'event: full\ndata: {"wait": 30000}\n\n')
        assert second.has_ended
        assert not first.has_ended
        await first.leaves()

    live(story)

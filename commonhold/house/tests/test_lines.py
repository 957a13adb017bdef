"""What a stream's words leave through, and the readers who don't take them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from commonhold.house import lines, streams
from commonhold.house.lines import AnswerLine, SocketLine
from tests import loops


class Connection:
    """One that takes nothing, and knows whether it was cut."""

    def __init__(self) -> None:
        self.transport = self
        self.was_cut = False

    def abort(self) -> None:
        self.was_cut = True

    async def send(self, message: Any) -> None:
        await asyncio.Event().wait()


async def never() -> dict[str, Any]:
    await asyncio.Event().wait()
    return {}


def test_a_reader_who_takes_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_PATIENCE", 0.01)

    async def story() -> None:
        for make in (
            lambda send: AnswerLine(never, send, lambda: None),
            lambda send: SocketLine(never, send, lambda: None, len),
        ):
            connection = Connection()
            line = make(connection.send)
            await line.say([b"one", b"two"])
            assert line.has_left
            assert connection.was_cut
            await line.close()

    loops.run(story())


def test_an_app_that_talks_faster_than_it_is_heard_has_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_MOST_UNREAD", 3)
    kept: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.receive", "text": "hello"}

    async def send(message: Any) -> None:
        pass

    def take(text: str) -> int:
        kept.append(text)
        return len(kept)

    async def story() -> None:
        line = SocketLine(receive, send, lambda: None, take)
        await asyncio.sleep(0)
        assert len(kept) == 3
        kept.clear()
        await line.say([])
        await asyncio.sleep(0)
        assert len(kept) == 3
        await line.close()

    loops.run(story())


def test_a_stream_that_is_woken_in_the_moment_of_its_heartbeat_is_awake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streams, "_HEARTBEAT", -1.0)

    async def story() -> None:
        rouse = asyncio.Event()
        assert not await streams._wait(rouse)
        rouse.set()
        assert await streams._wait(rouse)

    loops.run(story())

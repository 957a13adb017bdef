"""A thousand open streams over loopback: their memory, their idleness, and how soon the last one hears."""

from __future__ import annotations

import asyncio
import base64
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.figure import Figure, below
from bench.server import Served, served
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.apps import actions as apps
from commonhold.social.people import actions as people

_STREAMS, _PEOPLE, _AT_ONCE = 1_000, 125, 50
_IDLE, _SETTLE, _PATIENCE = 10.0, 3.0, 120.0  # seconds
_MEGABYTE = 1_000_000
#: What each person's eight streams are: three by server-sent events, five on WebSockets.
_EVENTS = ("user", "public", "user/notification")
_SOCKETS = ("user", "public", "public:local", "hashtag&tag=bench", "direct")
#: Those of them that hear a public post by somebody whom everybody follows.
_HEARING = 6


@dataclass
class _Crowd:
    """Readers that count how often they heard of an update, and when the last one did."""

    heard: int = 0
    ended: int = 0
    last: float = 0.0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def note(self) -> None:
        self.heard, self.last = self.heard + 1, time.perf_counter()


def measure(folder: Path) -> list[Figure]:
    tokens = _settle()
    with served(str(folder), COMMONHOLD_TEST_RATE_LIMITS="off") as server:
        return asyncio.run(_listened(server, tokens))


def _settle() -> list[str]:
    """A co-op of people who all follow the first; gives a token of each."""
    now = clock.now()
    install(mode=Mode.TEST, public_url="http://localhost", now=now)
    everybody = [
        people.create_person(login_id=None, handle=f"p{n}", display_name=f"Person {n}", now=now)
        for n in range(_PEOPLE)
    ]
    for each in everybody[1:]:
        people.follow(each, person_id=everybody[0], now=now)
    return [apps.mint_token(person_id=each, scopes="read write", now=now) for each in everybody]


async def _listened(server: Served, tokens: list[str]) -> list[Figure]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", timeout=_PATIENCE) as writer:
        for each in range(3):
            await _publish(writer, tokens[0], f"Warm {each}")
        before = _memory(server)
        async with _crowd(server, tokens) as crowd:
            await asyncio.sleep(_SETTLE)
            opened = _memory(server)
            cpu = server.cpu()
            await asyncio.sleep(_IDLE)
            idle = (server.cpu() - cpu) / _IDLE
            delays, spent = [], []
            for each in range(3):
                wait, cpu = await _told(crowd, server, writer, tokens[0], f"News {each} #bench")
                delays.append(wait)
                spent.append(cpu)
            after = _memory(server)
    return [
        below(60, f"memory that {_STREAMS} open streams take", (opened - before) / _MEGABYTE, "MB"),
        Figure("the same after three posts were told to them", (after - before) / _MEGABYTE, "MB"),
        below(5, f"CPU while they are idle, for {_IDLE:.0f} s", idle * 100, "%"),
        Figure(f"from publishing until the last of {_HEARING * _PEOPLE} streams hears", max(delays), "s"),
        Figure("the server's CPU for telling them all", min(spent), "s"),
    ]


async def _told(
    crowd: _Crowd, server: Served, writer: httpx.AsyncClient, token: str, text: str
) -> tuple[float, float]:
    """Seconds until the last of those who hear it has, and the server's CPU for that."""
    crowd.heard, expected = 0, _HEARING * _PEOPLE
    begun, cpu = time.perf_counter(), server.cpu()
    await _publish(writer, token, text)
    while crowd.heard < expected:
        if time.perf_counter() - begun > _PATIENCE:
            said = f"{crowd.heard} of {expected} streams heard of it in {_PATIENCE:.0f} s"
            raise RuntimeError(f"{said}, {crowd.ended} ended")
        await asyncio.sleep(0.01)
    return crowd.last - begun, server.cpu() - cpu


async def _publish(writer: httpx.AsyncClient, token: str, text: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    (await writer.post("/api/v1/statuses", data={"status": text}, headers=headers)).raise_for_status()


@asynccontextmanager
async def _crowd(server: Served, tokens: list[str]) -> AsyncIterator[_Crowd]:
    """Everybody with her eight streams, opened some at a time."""
    crowd, gate = _Crowd(), asyncio.Semaphore(_AT_ONCE)
    opening = [
        _open(crowd, gate, server.port, token, path)
        for token in tokens
        for path in [
            *(f"/api/v1/streaming/{each}" for each in _EVENTS),
            *(f"/api/v1/streaming?stream={each}" for each in _SOCKETS),
        ]
    ]
    await asyncio.gather(*opening)
    try:
        yield crowd
    finally:
        for each in crowd.tasks:
            each.cancel()
        for writer in crowd.writers:
            writer.close()


async def _open(crowd: _Crowd, gate: asyncio.Semaphore, port: int, token: str, path: str) -> None:
    async with gate, asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        asked = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", f"Authorization: Bearer {token}"]
        if "?" in path:
            key = base64.b64encode(random.randbytes(16)).decode()  # noqa: S311 - no secret
            asked += ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
            asked += [f"Sec-WebSocket-Key: {key}"]
        writer.write("\r\n".join([*asked, "", ""]).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if head.split()[1] not in {b"101", b"200"}:
            raise RuntimeError(f"{path} answered {head.splitlines()[0]!r}, so the figures would mean nothing")
    crowd.writers.append(writer)
    reading = _read_frames(crowd, reader, writer) if "?" in path else _read_events(crowd, reader)
    crowd.tasks.append(asyncio.create_task(reading))


async def _read_events(crowd: _Crowd, reader: asyncio.StreamReader) -> None:
    """Only looks for the names of events."""
    while line := await reader.readline():
        if line == b"event: update\n":
            crowd.note()
    crowd.ended += 1


async def _read_frames(crowd: _Crowd, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Only looks for the names of events, and answers pings (RFC 6455 §5.2; none is over 64 KB)."""
    with suppress(asyncio.IncompleteReadError):
        while True:
            kind, size = await reader.readexactly(2)
            if size == _LONGER:
                size = int.from_bytes(await reader.readexactly(2))
            body = await reader.readexactly(size)
            if kind == _PING:
                writer.write(bytes([_PONG, 0x80 | size, 0, 0, 0, 0]) + body)
            elif b'"event":"update"' in body:
                crowd.note()
    crowd.ended += 1


_PING, _PONG, _LONGER = 0x89, 0x8A, 126


def _memory(server: Served) -> int:
    """Bytes that are the server's alone."""
    found = Path(f"/proc/{server.pid}/smaps_rollup").read_text()
    lines = (line.split() for line in found.splitlines() if line.startswith("Private_"))
    return sum(int(each[1]) for each in lines) * 1024

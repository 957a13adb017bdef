"""How fast this machine is right now: what the least that a server can do costs here.

uvicorn with uvloop and httptools answers "hello" over sixteen connections. On the machine for which the
targets were written that took 33 µs of CPU. Whatever makes it dearer, an older processor or others at work on
it, makes all else dearer as well, so times are also told as that machine would have them.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.figure import Figure
from bench.server import Served, wait_for

REFERENCE = 33.0  # µs of CPU for one answer
_CONNECTIONS, _SECONDS, _ROUNDS = 16, 2, 3
_HELLO = [(b"content-type", b"text/plain"), (b"content-length", b"5")]


async def hello(scope, receive, send):  # type: ignore[no-untyped-def]  # as ASGI has it, and nothing beside
    """The empty application."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _HELLO})
        await send({"type": "http.response.body", "body": b"hello"})


def microseconds() -> float | None:
    """Of CPU for one answer, the median of a few rounds; None without wrk (Debian), which asks."""
    if shutil.which("wrk") is None:
        return None
    with _greeting() as server:
        return sorted(_round(server) for _each in range(_ROUNDS))[_ROUNDS // 2]


def figure() -> Figure:
    """This machine against the one that the targets were written for: 1 as fast, 2 half as fast."""
    found = microseconds()
    words = "this machine, against the one of the targets (33 µs for a hello)"
    return Figure(words, 1.0 if found is None else found / REFERENCE, "times as dear")


def _round(server: Served) -> float:
    words = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", f"http://127.0.0.1:{server.port}/"]
    cpu = server.cpu()
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    spent = server.cpu() - cpu
    answered = re.search(r"(\d+) requests in", said)
    if answered is None or not int(answered[1]):
        raise RuntimeError(f"nobody answered wrk:\n{said}")
    return spent / int(answered[1]) * 1e6


@contextmanager
def _greeting() -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["--loop", "uvloop", "--http", "httptools", "--lifespan", "off", "--no-access-log"]
    command = [sys.executable, "-m", "uvicorn", "bench.floor:hello", *words, "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
    try:
        wait_for(port)
        time.sleep(0.2)  # its first breath is not measured
        yield Served(server.pid, port)
    finally:
        server.terminate()
        server.wait(timeout=30)

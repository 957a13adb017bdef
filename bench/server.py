"""The server as people meet it: pages of the sample co-op, over loopback, sixteen readers at once."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figure import Figure
from commonhold.house.program import LEAN

_READERS, _REQUESTS, _WARM_UP = 16, 480, 32
_CONSOLE = (sys.executable, *LEAN, "-m", "commonhold.house.console")
_PATIENCE = 60.0  # seconds until the server must answer


@dataclass(frozen=True)
class Served:
    pid: int
    port: int

    def cpu(self) -> float:
        """Seconds that the server was on a processor so far, all its threads together."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="commonhold-bench-") as folder:
        _console("migrate", folder)
        _console("demo", folder)
        decided = [each for each in _console("proposals list", folder) if each["state"] == "enacted"]
        with served(folder) as server:
            pages = ["/", "/charter", f"/decide/{decided[0]['id']}"]
            return [figure for page in pages for figure in _page(server, page)]


def _page(server: Served, path: str) -> list[Figure]:
    """Requests a second and CPU for each; the reader is a stranger, and its own CPU is not counted."""
    asyncio.run(_read(server.port, path, _WARM_UP))
    wall, cpu = time.perf_counter(), server.cpu()
    asyncio.run(_read(server.port, path, _REQUESTS))
    wall, cpu = time.perf_counter() - wall, server.cpu() - cpu
    name = "/decide/ID" if path.startswith("/decide/") else path
    return [
        Figure(f"{name}: requests, {_READERS} connections", _REQUESTS / wall, "1/s"),
        Figure(f"{name}: the server's CPU for one", cpu / _REQUESTS * 1000, "ms"),
    ]


async def _read(port: int, path: str, requests: int) -> None:
    await asyncio.gather(*(_one_reader(port, path, requests // _READERS) for _each in range(_READERS)))


async def _one_reader(port: int, path: str, requests: int) -> None:
    """One connection, kept open: ask, read the whole answer, ask again."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    question = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/html\r\n\r\n".encode()
    for _each in range(requests):
        writer.write(question)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if not head.startswith("http/1.1 200"):
            raise RuntimeError(f"{path} answered {head.splitlines()[0]}, so the figures would mean nothing")
        await reader.readexactly(int(head.partition("content-length: ")[2].split()[0]))
    writer.close()
    await writer.wait_closed()


def _console(words: str, folder: str) -> Any:
    command = [*_CONSOLE, *words.split(), "--data", folder, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - our own


@contextmanager
def served(folder: str, **settings: str) -> Iterator[Served]:
    """A server of its own with these settings of the environment, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_CONSOLE, "serve", "--empty", "--port", str(port), "--data", folder]
    server = subprocess.Popen(  # noqa: S603 - our own
        command, stderr=subprocess.DEVNULL, env={**os.environ, **settings}
    )
    try:
        wait_for(port)
        yield Served(server.pid, port)
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return

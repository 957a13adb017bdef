"""A co-op that is really served: its own process, data folder and port, on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

_PATIENCE = 60.0  # seconds until a server must answer


class Coop:
    """A data folder and, while it runs, the server over it, with these settings of the environment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.data = folder
        self._settings = settings
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self.was_stopped = False
        self._server: subprocess.Popen[bytes] | None = None

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "commonhold.house.console", *words, "--data", str(self.data)]

    def console(self, *words: str, ok: bool = True) -> Any:
        """A console command's JSON answer; fails unless it exits as expected."""
        done = subprocess.run(
            self.command(*words, "--json"), capture_output=True, text=True, env=_environment(), check=False
        )
        assert (done.returncode == 0) == ok, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else None

    def start(self, *options: str) -> None:
        """Serve, and return when the front page answers."""
        log = (self.data.parent / f"{self.data.name}.log").open("ab")
        command = [*self.command("serve", *options), "--port", str(self.port)]
        self._server = subprocess.Popen(
            command, stdout=log, stderr=log, env={**_environment(), **self._settings}
        )
        log.close()
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.url}/about", timeout=5):  # noqa: S310 - our own server
                    return
            except (URLError, OSError):
                assert self._server.poll() is None, self.log()
                _wait(0.05)
        raise AssertionError(f"no answer in {_PATIENCE:.0f} s\n{self.log()}")

    def log(self) -> str:
        return (self.data.parent / f"{self.data.name}.log").read_text()

    def stop(self, *, how: int = signal.SIGTERM) -> int | None:
        """End our own server, by SIGKILL for a crash; its exit status."""
        if self._server is None:
            return None
        self.was_stopped = True
        if self._server.poll() is None:
            self._server.send_signal(how)
        status = self._server.wait(timeout=30)
        self._server = None
        return status


@pytest.fixture
def coop_folder(tmp_path: Path) -> Iterator[Callable[..., Coop]]:
    """Makes co-ops, each with settings of the environment; what still runs at the end is stopped."""
    made: list[Coop] = []

    def make(**settings: str) -> Coop:
        made.append(Coop(tmp_path / f"coop{len(made)}", **settings))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def _environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONHOLD_", "DJANGO_"))
    }
    here = str(Path(__file__).resolve().parents[1])
    return {**kept, "PYTHONPATH": here, "COMMONHOLD_CHECK_KEPT": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(seconds: float) -> None:
    """Between two looks at another process; never to make a test pass."""
    time.sleep(seconds)

"""A co-op that is really served: its own process, data folder and port, on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests import preloaded
from tests.ports import free_port

_Server = subprocess.Popen[bytes] | preloaded.Program

_PATIENCE = 240.0  # seconds until a server must answer, or a command be done, on a busy machine
_LEAVE = 30.0  # seconds until a server that was told to stop must be gone


class Coop:
    """A data folder and, while it runs, the server over it, with these settings of the environment.

    Where the folder is not there yet, it begins with a copy of `template`, since making every table takes
    a while; without one, with nothing.
    """

    def __init__(self, folder: Path, *, template: Path | None = None, **settings: str) -> None:
        self.data, self._template = folder, template
        self._settings = settings
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.was_stopped = False
        self._server: _Server | None = None
        self._log = folder.parent / f"{folder.name}.log"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "commonhold.house.console", *words, "--data", str(self.data)]

    def console(self, *words: str, ok: bool = True) -> Any:
        """A console command's JSON answer; fails unless it exits as expected."""
        self._begin()
        done = preloaded.run(
            [*words, "--data", str(self.data), "--json"], environment=clean_environment(), patience=_PATIENCE
        )
        assert (done.returncode == 0) == ok, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else None

    def start(self, *options: str, anew: bool = False) -> None:
        """Serve, and return when the front page answers; `anew`: by a program that loads all it needs."""
        self._begin()
        words = ["serve", *options, "--port", str(self.port)]
        environment = {**clean_environment(), **self._settings}
        with self._log.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            if anew:
                command = [*_dies_with_us(), *self.command(*words)]
                self._server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
            else:
                self._server = preloaded.Program(
                    [*words, "--data", str(self.data)],
                    environment=environment,
                    stdin=nothing.fileno(),
                    stdout=log.fileno(),
                    stderr=log.fileno(),
                )
        try:
            self._wait_until_it_answers(self._server)
        except BaseException:
            self.stop(how=signal.SIGKILL)
            raise

    def log(self) -> str:
        return self._log.read_text()

    def stop(self, *, how: int = signal.SIGTERM) -> int | None:
        """End our own server, by SIGKILL for a crash; its exit status."""
        if self._server is None:
            return None
        self.was_stopped = True
        if self._server.poll() is None:
            self._server.send_signal(how)
        server, self._server = self._server, None
        try:
            return server.wait(timeout=_LEAVE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            raise AssertionError(f"still there after {_LEAVE:.0f} s\n{self.log()}") from None

    def _begin(self) -> None:
        if self._template is not None and not self.data.exists():
            self.data.mkdir(parents=True)
            shutil.copy(self._template, self.data)

    def _wait_until_it_answers(self, server: _Server) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.url}/about", timeout=5):  # noqa: S310 - our own server
                    return
            except (URLError, OSError):
                assert server.poll() is None, self.log()
                _wait(0.05)
        raise AssertionError(f"no answer in {_PATIENCE:.0f} s\n{self.log()}")


@pytest.fixture
def coop_folder(tmp_path: Path, template_database: Path) -> Iterator[Callable[..., Coop]]:
    """Makes co-ops, each with settings of the environment; what still runs at the end is stopped.

    They have their tables, unless they are made `from_nothing`.
    """
    made: list[Coop] = []
    with ExitStack() as afterwards:

        def make(*, from_nothing: bool = False, **settings: str) -> Coop:
            template = None if from_nothing else template_database
            made.append(Coop(tmp_path / f"coop{len(made)}", template=template, **settings))
            # Nobody comes back to it. How one ends in good order has tests of its own.
            afterwards.callback(made[-1].stop, how=signal.SIGKILL)
            return made[-1]

        yield make


def clean_environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONHOLD_", "DJANGO_"))
    }
    here = str(Path(__file__).resolve().parents[1])
    return {**kept, "PYTHONPATH": here, "COMMONHOLD_CHECK_KEPT": "1"}


def _dies_with_us() -> list[str]:
    """So that no server outlives tests that were killed."""
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def _wait(seconds: float) -> None:
    """Between two looks at another process; never to make a test pass."""
    time.sleep(seconds)

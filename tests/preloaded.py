"""Programs of ours that start at once: forked from one that has loaded everything (`tests/nursery.py`).

There is one nursery for each process of the tests, started when it is first needed; it ends with its asker.
What must start as it does on an operator's machine is started there instead, as `python -m …console`.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from commonhold.house import console

_CHECKOUT = Path(__file__).resolve().parents[1]
_LONGEST = 64  # bytes of what is told of a program


class Program:
    """`commonhold` with these words; while it runs and afterwards it is asked as a subprocess.Popen is."""

    def __init__(
        self, words: Sequence[str], *, environment: Mapping[str, str], stdin: int, stdout: int, stderr: int
    ) -> None:
        self.returncode: int | None = None
        self._told, back = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        asked = {"words": list(words), "environment": dict(environment), "folder": str(_CHECKOUT)}
        with back:
            files = [stdin, stdout, stderr, back.fileno()]
            socket.send_fds(_nursery(), [json.dumps(asked).encode()], files)
        self.pid = int(self._told.recv(_LONGEST))

    def poll(self) -> int | None:
        """The exit status, as soon as there is one."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """The exit status. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            self._told.settimeout(timeout)
            try:
                self.returncode = int(self._told.recv(_LONGEST) or -signal.SIGKILL)
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired("commonhold", timeout or 0) from None
            self._told.close()
        return self.returncode

    def send_signal(self, how: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run(
    words: Sequence[str], *, environment: Mapping[str, str], stdin: str = "", patience: float
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, within `patience` seconds, as `subprocess.run` with captured text does.

    One that has no use for what is loaded starts by itself.
    """
    command = console.asked_for(words)
    if command is None or not command.needs_house:
        return run_anew(words, environment=environment, stdin=stdin, patience=patience)
    with TemporaryFile("w+") as typed, TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        typed.write(stdin)
        typed.seek(0)
        program = Program(
            words, environment=environment, stdin=typed.fileno(), stdout=out.fileno(), stderr=err.fileno()
        )
        try:
            status = program.wait(patience)
        except BaseException:
            program.kill()
            raise
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(words), status, out.read(), err.read())


def run_anew(
    words: Sequence[str], *, environment: Mapping[str, str], stdin: str = "", patience: float
) -> subprocess.CompletedProcess[str]:
    """The same by a program that loads all it needs, as an operator's does."""
    return subprocess.run(
        [sys.executable, "-m", "commonhold.house.console", *words],
        input=stdin,
        env=dict(environment),
        capture_output=True,
        text=True,
        cwd=_CHECKOUT,
        check=False,
        timeout=patience,
    )


@cache
def _nursery() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery", str(theirs.fileno())],
            cwd=_CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    atexit.register(nursery.wait)
    atexit.register(ours.close)
    return ours

"""Programs of ours that start at once: forked from one that has loaded everything (`tests/nursery.py`).

There is one nursery for each process of the tests, and for each set of rooms of a co-op's own; it is started
when it is first needed, and ends with its asker.
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
CONSOLE = "commonhold.house.console"
#: They work without the house, and then have another command look at what they laid down, which needs it.
_ASK_THE_HOUSE = {"restore", "backup verify"}


class Program:
    """`commonhold` with these words, or `python -m module`; it is asked as a subprocess.Popen is.

    `by`: who forks it off, when it is not the nursery; `within`: in the namespaces of this process.
    """

    def __init__(
        self,
        words: Sequence[str],
        *,
        environment: Mapping[str, str],
        stdin: int,
        stdout: int,
        stderr: int,
        module: str = CONSOLE,
        by: socket.socket | None = None,
        within: int | None = None,
    ) -> None:
        self.returncode: int | None = None
        self._told, back = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        asked = {
            "module": module,
            "words": list(words),
            "environment": dict(environment),
            "folder": str(_CHECKOUT),
            "within": within,
        }
        with back:
            files = [stdin, stdout, stderr, back.fileno()]
            socket.send_fds(by or _nursery_for(environment), [json.dumps(asked).encode()], files)
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
    words: Sequence[str],
    *,
    environment: Mapping[str, str],
    stdin: str = "",
    patience: float | None,
    module: str = CONSOLE,
    by: socket.socket | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, within `patience` seconds, as `subprocess.run` with captured text does.

    One that has no use for what is loaded starts by itself.
    """
    if module == CONSOLE and not _has_use_for_the_house(words):
        return run_anew(words, environment=environment, stdin=stdin, patience=patience)
    with TemporaryFile("w+") as typed, TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        typed.write(stdin)
        typed.seek(0)
        program = Program(
            words,
            environment=environment,
            stdin=typed.fileno(),
            stdout=out.fileno(),
            stderr=err.fileno(),
            module=module,
            by=by,
        )
        try:
            status = program.wait(patience)
        except BaseException:
            program.kill()
            raise
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(list(words), status, out.read(), err.read())


def _has_use_for_the_house(words: Sequence[str]) -> bool:
    command = console.asked_for(words)
    asking = (console.COMMANDS[each] for each in _ASK_THE_HOUSE)
    return command is not None and (command.needs_house or command in asking)


def run_anew(
    words: Sequence[str], *, environment: Mapping[str, str], stdin: str = "", patience: float | None
) -> subprocess.CompletedProcess[str]:
    """The same by a program that loads all it needs, as an operator's does."""
    return subprocess.run(
        [sys.executable, "-m", CONSOLE, *words],
        input=stdin,
        env=dict(environment),
        capture_output=True,
        text=True,
        cwd=_CHECKOUT,
        check=False,
        timeout=patience,
    )


def _nursery_for(environment: Mapping[str, str]) -> socket.socket:
    rooms = environment.get("COMMONHOLD_ROOMS", "")
    return _nursery(rooms, environment.get("PYTHONPATH", "") if rooms else "")


@cache
def _nursery(rooms: str, path: str) -> socket.socket:
    """`rooms`: of a co-op's own, which are loaded with the others and found along this path."""
    own = {"COMMONHOLD_ROOMS": rooms, "PYTHONPATH": path} if rooms else {}
    return forking(["tests.nursery"], environment={**os.environ, **own})


def forking(words: Sequence[str], *, environment: Mapping[str, str]) -> socket.socket:
    """Start a program of `tests/forking.py`: its module, then words after the socket's number. It is the one
    to be asked, and ends with its asker."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    module, *rest = words
    with theirs:
        program = subprocess.Popen(
            [sys.executable, "-m", module, str(theirs.fileno()), *rest],
            cwd=_CHECKOUT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    atexit.register(program.wait)
    atexit.register(ours.close)
    return ours

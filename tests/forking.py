"""A program that has loaded what others need, and forks off those that are asked for.

`tests/nursery.py` is one, for programs of ours; `tests/clients/toots.py` another. Each is asked by
`preloaded.Program`, over a socket of which it has the other end.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

LARGEST = 200_000  # bytes of what is asked
_PR_SET_PDEATHSIG = 1
#: Runs what is asked for, in a program of its own, and gives its exit status; the socket asks for others.
Run = Callable[[dict[str, Any], socket.socket], int]


def serve(asked: socket.socket, run: Run) -> None:
    """Fork whatever is asked for, until nobody is there who could ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who keep a program
    assert threading.active_count() == 1, "a fork takes along no thread but its own"
    gc.collect()
    gc.freeze()
    while True:
        message, files, _flags, _address = socket.recv_fds(asked, LARGEST, 4)
        if not message:
            return
        if os.fork() == 0:
            asked.close()
            _keep(run, json.loads(message), *files)
        for each in files:
            os.close(each)


def status_of(call: Callable[[], object]) -> int:
    """How a program ended that does this, as the interpreter would say it."""
    try:
        said = call()
        return said if isinstance(said, int) else 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1


def _keep(run: Run, asked: dict[str, Any], stdin: int, stdout: int, stderr: int, back: int) -> NoReturn:
    """Run a program and tell the asker its id, then its exit status, each as a line of decimal digits.

    Whatever the program asks for meanwhile has a keeper of its own.
    """
    _dies_with(os.getppid())
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    program = os.fork()
    if program == 0:
        os.close(back)
        ours.close()
        _dies_with(os.getppid())
        _become(run, asked, theirs, stdin, stdout, stderr)
    theirs.close()
    for each in (stdin, stdout, stderr):
        os.close(each)
    with suppress(BrokenPipeError):
        os.write(back, b"%d\n" % program)
        _fork_for(ours, run, until=os.pidfd_open(program))
        _id, status = os.waitpid(program, 0)
        os.write(back, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _fork_for(asker: socket.socket, run: Run, *, until: int) -> None:
    """Fork off what this program asks for, `until` it has ended."""
    waiting: list[Any] = [until, asker]
    while until not in select.select(waiting, [], [])[0]:
        message, files, _flags, _address = socket.recv_fds(asker, LARGEST, 4)
        if not message:
            waiting.remove(asker)
        elif os.fork() == 0:
            asker.close()
            _keep(run, json.loads(message), *files)
        for each in files:
            os.close(each)


def _dies_with(parent: int) -> None:
    with suppress(OSError, AttributeError):  # another system
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _become(run: Run, asked: dict[str, Any], by: socket.socket, *streams: int) -> NoReturn:
    for at, each in enumerate(streams):
        os.dup2(each, at)
        os.close(each)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(asked["environment"])
    status = run(asked, by)
    threading._shutdown()  # type: ignore[attr-defined] # what the interpreter does at its end
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)

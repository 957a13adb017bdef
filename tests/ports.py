"""Ports on loopback that nobody else takes between choosing them and serving there."""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path
from typing import IO

_PORTS = range(12_000, 32_000)  # below those that the system gives to connections that go out
_kept: list[
    IO[str]
] = []  # while these files are open, no other run of the tests on this machine chooses them


def free_port() -> int:
    """A port that is kept for this process until it ends."""
    folder = Path(tempfile.gettempdir()) / f"commonhold-ports-{os.geteuid()}"
    folder.mkdir(exist_ok=True)
    for port in random.SystemRandom().sample(_PORTS, len(_PORTS)):
        claim = (folder / str(port)).open("w")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _bind(port)
        except OSError:
            claim.close()
            continue
        _kept.append(claim)
        return port
    raise RuntimeError("every port is taken")


def _bind(port: int) -> None:
    """Raises OSError where somebody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))

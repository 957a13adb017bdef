"""Connections that are kept for the next request to the same server, so that it need not be dialled again.

A few for each server and a few hundred in all, none for long; the oldest goes first. One from which something
comes, or that was closed from the other side, is not used again.
"""

from __future__ import annotations

import select
import time
from collections import deque
from threading import Lock
from typing import NamedTuple, TypeAlias

from commonhold.ground.fetching.dialling import Dialled, Place
from commonhold.ground.fetching.network import Network

Key: TypeAlias = tuple[Place, Network]


class _Kept(NamedTuple):
    key: Key
    dialled: Dialled
    since: float  # of the clock that only goes forward


class Idle:
    """From any thread."""

    def __init__(self, *, most: int = 256, most_of_one: int = 2, seconds: float = 15.0) -> None:
        self._most, self._most_of_one, self._seconds = most, most_of_one, seconds
        self._kept: deque[_Kept] = deque()  # the oldest first
        self._of: dict[Key, list[_Kept]] = {}
        self._lock = Lock()

    def take(self, there: Place, network: Network) -> Dialled | None:
        """A connection that is there already, if it still leads where we may go."""
        while True:
            with self._lock:
                self._drop_old()
                waiting = self._of.get((there, network))
                if not waiting:
                    return None
                kept = waiting[-1]  # the youngest is the likeliest to live
                self._forget(kept)
            if network.allow(kept.dialled.address) and _is_quiet(kept.dialled):
                return kept.dialled
            kept.dialled.sock.close()

    def keep(self, there: Place, network: Network, dialled: Dialled) -> None:
        """For the next one."""
        kept = _Kept((there, network), dialled, time.monotonic())
        with self._lock:
            same = self._of.setdefault(kept.key, [])
            same.append(kept)
            self._kept.append(kept)
            if len(same) > self._most_of_one:
                self._close(same[0])
            elif len(self._kept) > self._most:
                self._close(self._kept[0])

    def __len__(self) -> int:
        return len(self._kept)

    def close_all(self) -> None:
        with self._lock:
            while self._kept:
                self._close(self._kept[0])

    def _drop_old(self) -> None:
        until = time.monotonic() - self._seconds
        while self._kept and self._kept[0].since < until:
            self._close(self._kept[0])

    def _close(self, kept: _Kept) -> None:
        self._forget(kept)
        kept.dialled.sock.close()

    def _forget(self, kept: _Kept) -> None:
        same = self._of[kept.key]
        same.remove(kept)
        if not same:
            del self._of[kept.key]
        self._kept.remove(kept)


def _is_quiet(dialled: Dialled) -> bool:
    """Nothing came, neither words nor an end."""
    asked = select.poll()
    try:
        asked.register(dialled.sock, select.POLLIN)
        return not asked.poll(0)
    except (OSError, ValueError):
        return False


IDLE = Idle()

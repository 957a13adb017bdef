"""Turns: who asks one server for much waits a little between two questions."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

_MOST = 1000


class Turns:
    """`pause` seconds between two questions to the same server, of all threads together."""

    def __init__(
        self,
        pause: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause, self._clock, self._rest = pause, clock, rest
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, domain: str) -> None:
        """Return when it is this question's turn."""
        with self._lock:
            now = self._clock()
            at = max(now, self._next.get(domain, now))
            if len(self._next) >= _MOST:
                self._next = {each: due for each, due in self._next.items() if due > now}
            self._next[domain] = at + self._pause
        if at > now:
            self._rest(at - now)

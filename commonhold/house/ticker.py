"""The ticker: one thread that looks for due work, at once when some arrives, else twice a second."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import close_old_connections, connection

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import actions as jobs

log = logging.getLogger("commonhold.ticker")

_REST = 0.5  # seconds


class Ticker:
    """Rings the bell over rows that are already on the disk; what it misses, the next ring finds."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="ticker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the round that is under way, and end."""
        self._stopping.set()
        jobs.work_arrived.set()
        self._thread.join(timeout=20)

    def _run(self) -> None:
        self._ring(first=True)
        while not self._stopping.is_set():
            jobs.work_arrived.wait(_REST)
            jobs.work_arrived.clear()
            if not self._stopping.is_set():
                self._ring()
        connection.close()

    def _ring(self, *, first: bool = False) -> None:
        try:
            close_old_connections()
            now = clock.now()
            if first:
                # An upgrade may have mended what failed.
                jobs.hurry_failed(now)
            jobs.tick(now)
        except Exception:  # the ticker must outlive a database that is away
            log.exception("this round of work was interrupted; the next one takes it up again")

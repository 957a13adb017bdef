"""The courier: one thread that runs errands outside, so that a slow post office holds up no work of ours."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import close_old_connections, connection

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import register

log = logging.getLogger("commonhold.courier")

_REST = 1.0  # seconds


class Courier:
    """Looks once a second for what waits to be carried; all of it stands in rows."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the errand that is under way, and end; one that takes too long is taken up again later."""
        self._stopping.set()
        self._thread.join(timeout=15)

    def _run(self) -> None:
        while not self._stopping.wait(_REST):
            for name, errand in register.errands().items():
                self._carry(name, errand)
        connection.close()

    def _carry(self, name: str, errand: register.Errand) -> None:
        try:
            close_old_connections()
            errand(clock.now())
        except Exception:  # the courier must outlive a database that is away, and any one errand
            log.exception("the errand %s was interrupted; it is taken up again", name)

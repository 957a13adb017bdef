"""The bell between processes: where work arrived in one, the others hear of it by LISTEN and NOTIFY.

Whoever commits is not held up: a thread passes the ringing on, over a connection of its own, many rings as
one. A ring that is lost costs half a second, as everybody looks so often anyway. The same connection holds
the number by which this process's ids differ from those of others.
"""

from __future__ import annotations

import logging
import os
import secrets
import select
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from django.db import connection

from commonhold.ground import ids
from commonhold.ground.jobs.actions import work_arrived
from commonhold.ground.jobs.turns import take_number

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger("commonhold.bell")

_CHANNEL = "commonhold_bell"
_TOGETHER = 0.005  # seconds in which several rings become one
_PAUSE = 1.0  # seconds between two attempts to connect
_NOT_OURS = {"cursor_factory", "context", "prepare_threshold"}


class Bell:
    """On SQLite it is silent: one process serves."""

    def __init__(self) -> None:
        self._me = secrets.token_hex(8)
        self._stopping = Event()
        self._woken = self._wakes = -1  # the two ends of a pipe
        self._line: psycopg.Connection | None = None
        self._thread = Thread(target=self._run, name="bell", daemon=True)
        self._params: dict[str, Any] = {}
        self._driver: Any = None  # psycopg, which SQLite's processes do without

    def start(self) -> None:
        """Take a number before anything is written; where nobody answers, go on trying."""
        if connection.vendor == "sqlite":
            return
        known = connection.get_connection_params()
        self._params = {name: value for name, value in known.items() if name not in _NOT_OURS}
        self._driver = connection.Database  # type: ignore[attr-defined]  # of PostgreSQL alone
        self._woken, self._wakes = os.pipe()
        for each in (self._woken, self._wakes):
            os.set_blocking(each, False)
        self._connect()
        work_arrived.calls = self._wake
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if work_arrived.calls == self._wake:
            work_arrived.calls = None
        if self._thread.is_alive():
            self._wake()
            self._thread.join(timeout=5)
        if self._line is not None:
            self._line.close()

    def _wake(self) -> None:
        with suppress(BlockingIOError):  # a pipe that is full has woken it already
            os.write(self._wakes, b"!")

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._line is None and not self._connect():
                self._stopping.wait(_PAUSE)
                continue
            try:
                self._attend()
            except (self._driver.Error, OSError):
                log.warning("the bell between processes is silent; they look twice a second meanwhile")
                if self._line is not None:
                    self._line.close()
                self._line = None

    def _connect(self) -> bool:
        line = None
        try:
            line = self._driver.connect(
                **{"connect_timeout": 5} | self._params, autocommit=True, application_name="commonhold-bell"
            )
            number = take_number(line, first=ids.node(), of=ids.NODES)
            line.execute(f"LISTEN {_CHANNEL}".encode())
            line.add_notify_handler(lambda notify: self._hear(notify.payload))
        except self._driver.Error:
            if line is not None:
                line.close()
            return False
        if number is not None:
            ids.take_node(number)
        self._line = line
        work_arrived.hear()  # what was missed meanwhile
        return True

    def _attend(self) -> None:
        assert self._line is not None
        pg, poll = self._line.pgconn, select.poll()
        for each in (self._woken, pg.socket):
            poll.register(each, select.POLLIN)
        while not self._stopping.is_set():
            rang = {descriptor for descriptor, _what in poll.poll()}
            if pg.socket in rang:
                pg.consume_input()
                while (heard := pg.notifies()) is not None:
                    self._hear(heard.extra.decode())
            if self._woken in rang:
                self._stopping.wait(_TOGETHER)
                with suppress(BlockingIOError):
                    while os.read(self._woken, 4096):
                        pass
                self._line.execute("SELECT pg_notify(%s, %s)", [_CHANNEL, self._me])

    def _hear(self, who: str) -> None:
        if who != self._me:
            work_arrived.hear()

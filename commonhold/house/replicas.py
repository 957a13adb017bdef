"""Pages that only read are read from a replica of PostgreSQL, once it has all that was acknowledged.

Each such page begins with a question to the primary: how far is what it has made lasting? A replica that has
replayed as much shows whatever anybody was told is done, whichever process took it (docs/adr/0065). One that
does not catch up within milliseconds is passed over for this page; one that lags or is gone, till it is back.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread, local
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, close_old_connections, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

log = logging.getLogger("commonhold.replicas")

_REST = 0.5  # seconds between two looks at all of them
_MOST_LAG = 2.0  # seconds
_PATIENCE = (0.001, 0.002, 0.004, 0.008)  # seconds that a page waits for a replica to catch up
_SAMPLES = 60

#: A place in the log that PostgreSQL writes ahead, as a number of bytes.
_LASTING = "SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint"
_REPLAYED = """
    SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint END
"""


class NotHere(BaseException):
    """A replica can't do this. No error: nobody who catches errors is to take it for one of her own."""


class Replica:
    """One of them. `serves` while it keeps up; each thread has a connection of its own to it."""

    def __init__(self, number: int, its_settings: dict[str, Any]) -> None:
        self._number, self._settings = number, its_settings
        self._here = local()
        self._replayed = -1
        self.serves = False

    def connection(self) -> BaseDatabaseWrapper:
        """Of the calling thread."""
        found: BaseDatabaseWrapper | None = getattr(self._here, "connection", None)
        if found is None:
            whole = {**connections.settings[DEFAULT_DB_ALIAS], **self._settings}
            found = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, DEFAULT_DB_ALIAS)
            found.execute_wrappers.append(_or_not_here)
            self._here.connection = found
        return found

    def has(self, place: int) -> bool:
        """Has it replayed so far, or will it in a moment?"""
        if self._replayed >= place:
            return True
        for pause in (0.0, *_PATIENCE):
            time.sleep(pause)
            if self._look() >= place:
                return True
        return False

    def watch(self, lag_of: Callable[[int], float]) -> None:
        """Find out whether it keeps up."""
        lag = lag_of(self._look())
        if self.serves != (lag <= _MOST_LAG):
            self.serves = not self.serves
            words = "is read from" if self.serves else "is left out, as it is away or lags"
            log.warning("replica %d %s", self._number, words)

    def _look(self) -> int:
        """How far it is; -1 where it does not say, or is none any more."""
        its = self.connection()
        try:
            with its.wrap_database_errors:
                its.ensure_connection()
                found = its.connection.execute(_REPLAYED).fetchone()[0]
        except Error:
            its.close()
            found = None
        self._replayed = -1 if found is None else int(found)
        return self._replayed


class Replicas:
    """All that the settings name, as one process sees them."""

    def __init__(self, found: list[dict[str, Any]]) -> None:
        self._all = [Replica(number, each) for number, each in enumerate(found, 1)]
        self._numbers = count()
        self._samples: deque[tuple[float, int]] = deque(maxlen=_SAMPLES)
        self._stopping = Event()
        self._thread: Thread | None = None

    @property
    def are_there(self) -> bool:
        return bool(self._all)

    def start(self) -> None:
        if self._all:
            self._thread = Thread(target=self._watch, name="replicas", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    @contextmanager
    def one(self) -> Iterator[bool]:
        """Within, this thread reads from one that has all that was acknowledged. False: there is none."""
        chosen = self._chosen()
        if chosen is None:
            yield False
            return
        usual = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = chosen.connection()
        try:
            yield True
        finally:
            connections[DEFAULT_DB_ALIAS] = usual

    def look(self) -> None:
        """At the primary and all of them."""
        try:
            close_old_connections()
            lasting = _lasting()
        except Error:
            # Whoever is the primary next, or again, may have forgotten what it said last.
            self._samples.clear()
        else:
            self._samples.append((time.monotonic(), lasting))
        for each in self._all:
            each.watch(self._lag_of)

    def _lag_of(self, replayed: int) -> float:
        """Seconds since the primary was as far as this replica is now; without end where nobody knows."""
        reached = (at for at, place in reversed(self._samples) if place <= replayed)
        at = next(reached, None)
        newest = self._samples[-1][0] if self._samples else 0.0
        return float("inf") if at is None else newest - at

    def _chosen(self) -> Replica | None:
        able = [each for each in self._all if each.serves]
        if not able:
            return None
        chosen = able[next(self._numbers) % len(able)]
        try:
            lasting = _lasting()
        except Error:
            return None
        return chosen if chosen.has(lasting) else None

    def _watch(self) -> None:
        while not self._stopping.wait(_REST):
            self.look()
        connection.close()


def _lasting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LASTING)
        return int(cursor.fetchone()[0])


def _or_not_here(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """What a replica refuses or breaks off is no error of whoever asked."""
    try:
        return execute(sql, params, many, context)
    except Error as error:
        raise NotHere from error


replicas = Replicas(settings.REPLICAS)

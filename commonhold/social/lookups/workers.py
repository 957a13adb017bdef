"""Threads in which lookups are done, a few at once, so that no slow server holds up other errands."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock

from django.db import close_old_connections, connection

from commonhold.social.lookups import actions, queries
from commonhold.social.lookups.queries import Waiting, server_of

log = logging.getLogger("commonhold.lookups")

_AT_ONCE = 4
_LOOKED_AT = 200  # of what waits: with more of one server before them, others wait a little


class Workers:
    """What is under way in this process; `look_up` asks and writes down what came of it."""

    def __init__(self, look_up: Callable[[Waiting, datetime], None]) -> None:
        self._look_up = look_up
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="lookup")
        self._busy: dict[int, str] = {}  # by lookup, the server that it is of
        self._lock = Lock()

    def take_up(self, now: datetime) -> int:
        """Hand out what waits, as far as hands are free, and don't wait for it; how many that were."""
        with self._lock:
            busy = dict(self._busy)
        hands = _AT_ONCE - len(busy)
        waiting = queries.waiting(now, apart_from=busy, limit=_LOOKED_AT) if hands > 0 else []
        found = one_of_each_server(waiting, set(busy.values()))[:hands]
        with self._lock:
            self._busy.update({each.id: server_of(each) for each in found})
        for each in found:
            self._threads.submit(self._run, each, now)
        return len(found)

    def work_through(self, now: datetime) -> None:
        """Look up all that waits, here and now."""
        while found := queries.waiting(now, limit=_AT_ONCE):
            for each in found:
                self._try(each, now)

    def _try(self, wanted: Waiting, now: datetime) -> None:
        """What breaks us is put off: no answer of another server is asked for each second for ever."""
        try:
            self._look_up(wanted, now)
        except Exception:
            log.exception("the lookup %s broke", wanted.id)
            actions.put_off(wanted.id, now=now)

    def _run(self, wanted: Waiting, now: datetime) -> None:
        try:
            close_old_connections()
            self._try(wanted, now)
        except Exception:  # a database that is away; the lookup waits, and is taken up again
            log.exception("the lookup %s could not be written down", wanted.id)
        finally:
            connection.close()
            with self._lock:
                del self._busy[wanted.id]


def one_of_each_server(waiting: Sequence[Waiting], busy: set[str]) -> list[Waiting]:
    """Nobody is asked for several things at a time; `busy` are asked already."""
    first: dict[str, Waiting] = {}
    for each in waiting:
        first.setdefault(server_of(each), each)
    return [each for server, each in first.items() if server not in busy]

"""The ticker: one thread that looks for due work, at once when some arrives, and sweeps twice a second.

Of several processes one has the turn at the work. The others keep up what is in their own memory, and take
the turn when it is free (docs/adr/0065).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from django.db import close_old_connections, connection

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.turns import Turn
from commonhold.house import heap, release
from commonhold.house.sqlite.idle import IDLE

log = logging.getLogger("commonhold.ticker")

_REST = 0.5  # seconds
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_BACK = timedelta(seconds=2)  # less is a clock that is being set a little
_HOLES = 20.0  # seconds in which holes in memory gather, and connections rest
_TOGETHER = 0.02  # seconds in which what arrives is gathered, and then looked up together


class Ticker:
    """Rings the bell over rows that are already on the disk; what it misses, the next ring finds."""

    def __init__(self, *, works: bool = True, now: Callable[[], datetime] = clock.now) -> None:
        """`works`: takes the turn at the work if it can; else that is for others."""
        self._works, self._turn, self._has_begun = works, Turn("ticker"), False
        self._now, self._latest, self._is_set_right = now, _LONG_AGO, False
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
        self._round(jobs.tick)
        sweep_at, give_back_at = time.monotonic() + _REST, time.monotonic()
        while not self._stopping.is_set():
            if jobs.work_arrived.wait(max(0.0, sweep_at - time.monotonic())):
                self._stopping.wait(_TOGETHER)
            jobs.work_arrived.clear()
            if self._stopping.is_set():
                break
            if jobs.sweeps_wanted.is_set() or time.monotonic() >= sweep_at:
                jobs.sweeps_wanted.clear()
                self._round(jobs.tick)
                sweep_at = time.monotonic() + _REST
            else:
                self._round(jobs.ring)
            if time.monotonic() >= give_back_at:
                IDLE.let_go()
                heap.give_back()
                give_back_at = time.monotonic() + _HOLES
        connection.close()

    def _round(self, work: Callable[[datetime], list[jobs.Ran]]) -> None:
        try:
            close_old_connections()
            now = self._now()
            if not self._works or not self._turn.is_ours():
                self._is_set_right = False  # whoever has the turn may have another clock
                jobs.keep_up(now, follow_work=work is jobs.ring)
                return
            self._mind_the_clock(now)
            if work(now):
                jobs.work_arrived.call()  # what came of it is news for open pages of other processes
            if not self._has_begun:
                release.note_started(now)
                self._has_begun = True
        except Exception:  # the ticker must outlive a database that is away
            log.exception("this round of work was interrupted; the next one takes it up again")
        finally:
            close_old_connections()

    def _mind_the_clock(self, now: datetime) -> None:
        """What was put off until later is due now, where later is far away all at once."""
        if now < self._latest - _BACK:
            log.warning("the clock went back by %s; what it had put off is due now", self._latest - now)
            self._is_set_right = False
        self._latest = now
        if not self._is_set_right:  # so it is at the first round, too: an upgrade may have mended what failed
            jobs.set_right(now)
            self._is_set_right = True

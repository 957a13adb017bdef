"""What came is worked on by threads: each signer's in the order in which it came, several signers at once."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Condition, Event, Lock, Thread
from typing import Any, NamedTuple

from django.db import close_old_connections, connection

from commonhold.social.received import actions as received
from commonhold.social.received.actions import Claimed
from commonhold.social.received.pace import PACE, Pace

log = logging.getLogger("commonhold.incoming")

#: What was found out of a signer: forgotten after each of her deeds, which may change it, and soon anyway.
Memory = dict[str, Any]
#: Makes of a row what there is to be made, and settles it; or says why nothing comes of it, which is then
#: noted of several at once. Raises only what a database that is away raises.
CarryOut = Callable[[Claimed, datetime, Memory], str | None]
#: Hears that something of this server is about to be worked on.
Heard = Callable[[str, datetime], None]

_THREADS, _OF_ONE_SERVER = 8, 2
_AT_ONCE = 200  # rows that are taken up together
_PATIENCE = 10.0  # seconds
_MOST = 400  # rows that are taken up and not done
_NOTED_AT_ONCE = 50
_GATHERED = 0.05  # seconds in which more comes: taking up one costs as much as taking up many
_HELD_BACK = timedelta(seconds=10)  # for which answering goes before reading, at most
_SOON = 1.0  # seconds until a look at what is due, however busy all are
_REMEMBERED = timedelta(seconds=1)
_IDLE = 10.0  # seconds for which a thread, with its way to the database, waits for more


def _ignore(_domain: str, _now: datetime) -> None:
    """Nobody wants to hear it."""


class _Batch(NamedTuple):
    """What one signer told, in order."""

    domain: str
    signer: str
    rows: Sequence[Claimed]


class Workers:
    """So that no slow server holds up other errands, nor what other servers told.

    They end when nothing comes for some seconds. After a crash what they had taken up is due again some
    minutes later.
    """

    def __init__(
        self, carry_out: CarryOut, clock: Callable[[], datetime], heard: Heard = _ignore, pace: Pace = PACE
    ) -> None:
        self._carry_out, self._clock, self._heard, self._pace = carry_out, clock, heard, pace
        self._waiting: list[_Batch] = []
        self._rows: Counter[str] = Counter()  # by signer, waiting or being worked on
        self._running: Counter[str] = Counter()  # threads that work, by server
        self._threads = self._idle = 0
        self._held_since: datetime | None = None
        self._is_over = Event()
        self._lock = Lock()
        self._arrived = Condition(self._lock)
        self._ended = Condition(self._lock)

    def take_up(self, now: datetime) -> bool:
        """Have what is due worked on, and don't wait for it. Is there any?

        While much comes at once, nothing is taken up for a few seconds: it is answered first.
        Where all that is due may be of signers of whom something is worked on, the next who is through with
        hers is waited for, not for long: she may have told more.
        """
        self._is_over.clear()
        if self._is_held_back(now):
            self._is_over.wait(_GATHERED)
            return True
        with self._lock:
            busy, room = list(self._rows), _MOST - self._rows.total()
        rows = received.claim(limit=min(room, _AT_ONCE), apart_from=busy, now=now) if room > 0 else []
        with self._lock:
            for batch in _by_signer(rows):
                self._rows[batch.signer] = len(batch.rows)
                self._waiting.append(batch)
            many = self._how_many_can_be_taken()
            self._arrived.notify(many)
            wanted = max(0, min(many - self._idle, _THREADS - self._threads))
            self._threads += wanted
        for _each in range(wanted):
            Thread(target=self._run, name="incoming", daemon=True).start()
        if rows:
            self._is_over.wait(_GATHERED)
        if rows or not busy:
            return bool(rows)
        with self._ended:
            return self._ended.wait_for(lambda: not self._rows.keys() >= set(busy), timeout=_SOON)

    def _is_held_back(self, now: datetime) -> bool:
        if not self._pace.is_high(now):
            self._held_since = None
            return False
        if self._held_since is None:
            self._held_since = now
        return timedelta() <= now - self._held_since < _HELD_BACK

    def work_through(self, now: datetime) -> int:
        """Work on all that is due, here and now; how many rows there were."""
        rows = received.claim(limit=_AT_ONCE, now=now)
        for batch in _by_signer(rows):
            self._work_on(batch, lambda: now)
        return len(rows)

    def finish(self, now: datetime) -> None:
        """Take up nothing more: what was not begun is due again, what was is waited for, not for long."""
        self._is_over.set()
        with self._lock:
            waiting, self._waiting = self._waiting, []
            self._arrived.notify_all()
        received.hand_back([each.id for batch in waiting for each in batch.rows], now=now)
        with self._ended:
            self._ended.wait_for(lambda: not self._threads, timeout=_PATIENCE)

    def _run(self) -> None:
        while (batch := self._next()) is not None:
            try:
                close_old_connections()
                self._work_on(batch, self._clock)
            except Exception:  # a database that is away: the rows are due again later
                log.exception("what %s told waits", batch.signer)
            finally:
                close_old_connections()
                with self._ended:
                    self._running[batch.domain] -= 1
                    del self._rows[batch.signer]
                    self._ended.notify_all()
        connection.close()
        with self._ended:
            self._threads -= 1
            self._ended.notify_all()

    def _work_on(self, batch: _Batch, clock: Callable[[], datetime]) -> None:
        memory: Memory = {}
        troubles: dict[int, str] = {}
        began = clock()
        self._heard(batch.domain, began)
        for place, each in enumerate(batch.rows):
            if self._is_over.is_set():
                received.hand_back([row.id for row in batch.rows[place:]], now=clock())
                break
            now = clock()
            if not began <= now <= began + _REMEMBERED:
                began, memory = now, {}
            trouble = self._carry_out(each, now, memory)
            if trouble is None:
                memory = {}
            else:
                troubles[each.id] = trouble
            if len(troubles) >= _NOTED_AT_ONCE:
                _note(troubles, batch.signer, clock())
                troubles = {}
        _note(troubles, batch.signer, clock())

    def _next(self) -> _Batch | None:
        """What is to be worked on, once there is something; None when it is time to end."""
        with self._lock:
            is_woken = True
            while (batch := self._taken()) is None and is_woken and not self._is_over.is_set():
                self._idle += 1
                is_woken = self._arrived.wait(_IDLE)
                self._idle -= 1
            return batch

    def _how_many_can_be_taken(self) -> int:
        theirs = Counter(batch.domain for batch in self._waiting)
        return sum(min(many, _OF_ONE_SERVER - self._running[domain]) for domain, many in theirs.items())

    def _taken(self) -> _Batch | None:
        for place, batch in enumerate(self._waiting):
            if self._running[batch.domain] < _OF_ONE_SERVER:
                self._running[batch.domain] += 1
                return self._waiting.pop(place)
        return None


def _note(troubles: dict[int, str], signer: str, now: datetime) -> None:
    """One commit for several, and one line of the log for those of which nothing comes for one reason."""
    if troubles:
        received.settle_all(troubles, now=now)
    for reason, many in Counter(troubles.values()).items():
        log.info("nothing comes of %s that %s told: %s", many, signer, reason)


def _by_signer(rows: Sequence[Claimed]) -> list[_Batch]:
    found: dict[str, list[Claimed]] = {}
    for each in rows:
        found.setdefault(each.signer, []).append(each)
    return [_Batch(hers[0].domain, signer, hers) for signer, hers in found.items()]

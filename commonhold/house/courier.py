"""The courier: threads that run errands outside, so that a slow post office holds up no work of ours.

Of several processes one has the turn at the errands, and at each of those that have a thread to themselves.
"""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections, connection

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import register
from commonhold.ground.jobs.register import Rounds
from commonhold.ground.jobs.turns import Turn

log = logging.getLogger("commonhold.courier")

_REST = 1.0  # seconds


class Courier:
    """Looks once a second for what waits to be carried; all of it stands in rows.

    One thread runs the errands, one after the other; each of those that are busy has a thread to itself, and
    each that is slow and seldom due has one for as long as it takes.
    """

    def __init__(self) -> None:
        self._stopping = Event()
        self._seldom: dict[str, Rounds] = {}
        self._away: dict[str, Thread] = {}
        self._threads = [Thread(target=self._run, name="courier", daemon=True)]
        for name, rounds in register.rounds().items():
            if rounds.is_due is None:
                self._threads.append(
                    Thread(target=self._go_round, args=(name, rounds), name=name, daemon=True)
                )
            else:
                self._seldom[name] = rounds

    def start(self) -> None:
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        """Finish the errands that are under way, and end; one that takes too long is taken up again later."""
        self._stopping.set()
        for each in (*self._threads, *self._away.values()):
            each.join(timeout=15)

    def _run(self) -> None:
        turn = Turn("errands")
        while not self._stopping.wait(_REST):
            if self._is_ours(turn):
                for name, errand in register.errands().items():
                    self._carry(name, errand)
                self._send_out()
        connection.close()

    def _send_out(self) -> None:
        """Whatever is due now and not under way yet."""
        for name, rounds in self._seldom.items():
            away = self._away.get(name)
            is_free = away is None or not away.is_alive()
            if is_free and rounds.is_due is not None and self._carry(name, rounds.is_due):
                self._away[name] = Thread(target=self._go_once, args=(name, rounds), name=name, daemon=True)
                self._away[name].start()

    def _go_once(self, name: str, rounds: Rounds) -> None:
        turn = Turn(name)  # whoever had the errands before may be on the way still
        while self._is_ours(turn) and self._carry(name, rounds.run) and not self._stopping.is_set():
            pass
        connection.close()

    def _go_round(self, name: str, rounds: Rounds) -> None:
        has_more, turn = False, None if rounds.shared else Turn(name)
        while not self._stopping.wait(0 if has_more else _REST):
            has_more = (turn is None or self._is_ours(turn)) and bool(self._carry(name, rounds.run))
        self._carry(name, rounds.finish)
        connection.close()

    def _is_ours(self, turn: Turn) -> bool:
        try:
            close_old_connections()
            return turn.is_ours()
        except Error:  # nobody's, then
            return False
        finally:
            close_old_connections()

    def _carry(self, name: str, errand: register.Errand) -> object:
        try:
            close_old_connections()
            return errand(clock.now())
        except Exception:  # the courier must outlive a database that is away, and any one errand
            log.exception("the errand %s was interrupted; it is taken up again", name)
            return None
        finally:
            close_old_connections()

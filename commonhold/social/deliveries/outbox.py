"""Deliveries go out: what is due is claimed in small parts, carried by many threads, and settled together.

Only the thread that calls `deliver` asks the database; the others carry, and know nothing of it. A server
that keeps a thread waiting gives its place to another, so that those who are slow or dead hold nobody up.

What was answered and not settled when the power went is carried again once the claim has ended: the one case
in which an inbox hears of something twice. Whoever takes activities knows them by their ids.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Lock
from typing import NamedTuple

from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.installation import test_mode
from commonhold.ground.installation.queries import place
from commonhold.social.deliveries.carrying import Outcome, Verdict, carry
from commonhold.social.deliveries.claiming import BEGINS, Lane, claim
from commonhold.social.deliveries.settling import let_go, settle

log = logging.getLogger("commonhold.deliveries")

_ROUND = 1.0  # seconds after which whoever called has her thread back
_GLANCE = 0.05  # seconds in which what comes back is gathered, to be settled together
_TOGETHER = 200
_CLAIM_FROM = 8  # free places: fewer are not worth a look into the database
_PATIENCE = 12.0  # seconds for what is under way when the server stops


class _Carried(NamedTuple):
    """A lane that came to its end, or as far as its server would have it."""

    lane: Lane
    outcomes: list[Outcome]


class Outbox:
    """`at_once`: how many lanes are carried at a time, besides those that wait long; `most`: with them."""

    def __init__(
        self,
        network: Network = INTERNET,
        *,
        at_once: int = 32,
        most: int = 160,
        impatient_after: float = 1.0,
    ) -> None:
        self._network, self._at_once, self._most = network, at_once, most
        self._impatient_after = impatient_after
        self._crowd = ThreadPoolExecutor(most, thread_name_prefix="delivery")
        self._back: SimpleQueue[_Carried] = SimpleQueue()
        self._busy: dict[int, float] = {}  # lanes under way, and since when
        self._lock = Lock()
        self._lanes_of: Counter[int] = Counter()  # by server
        self._ahead = timedelta()  # of the clock that only goes forward, to the time that we were told

    def deliver(self, now: datetime) -> bool:
        """Carry for a second, or until nothing is left to do. Is there more?"""
        began = time.monotonic()
        self._told(now)
        has_more = True
        while time.monotonic() - began < _ROUND:
            if has_more and self._free() >= _CLAIM_FROM:
                has_more = self._claim()
            back = self._gather(_GLANCE if self._lanes_of else 0.0)
            if back:
                self._settle(back)
                has_more = True
            elif not self._lanes_of and not has_more:
                return False
        return True

    def finish(self, now: datetime) -> None:
        """Wait for what is under way, a while, and settle it; claim nothing more."""
        began = time.monotonic()
        self._told(now)
        while self._lanes_of and time.monotonic() - began < _PATIENCE:
            back = self._gather(_GLANCE)
            if back:
                self._settle(back)
        self._crowd.shutdown(wait=False, cancel_futures=True)

    def _told(self, now: datetime) -> None:
        self._began, self._now_then = time.monotonic(), now

    def _now(self) -> datetime:
        return self._now_then + timedelta(seconds=time.monotonic() - self._began)

    def _free(self) -> int:
        """Places for lanes: those that wait for a slow server take none, as long as there are threads."""
        before = time.monotonic() - self._impatient_after
        with self._lock:
            slow = sum(since < before for since in self._busy.values())
            quick = len(self._busy) - slow
        waiting = sum(self._lanes_of.values()) - slow - quick
        return min(self._at_once - quick - waiting, self._most - slow - quick - waiting)

    def _claim(self) -> bool:
        """Was there anything?"""
        now = self._now()
        claimed = claim(now, most=self._free())
        empty = [server_id for server_id, lanes in claimed if not lanes]
        if empty:
            let_go(empty, claimed_at=now)
        agent = _agent()
        needs_tls = self._network is INTERNET and not test_mode.allows_loopback()
        for server_id, lanes in claimed:
            for lane in lanes:
                self._lanes_of[server_id] += 1
                self._crowd.submit(self._carry, lane, agent, needs_tls)
        return bool(claimed)

    def _carry(self, lane: Lane, agent: str, needs_tls: bool) -> None:
        began = time.monotonic()
        with self._lock:
            self._busy[id(lane)] = began
        outcomes: list[Outcome] = []
        try:
            for due in lane.due:
                if needs_tls and not due.inbox.startswith("https:"):
                    outcomes.append(Outcome(due.id, Verdict.REFUSED, "no TLS"))
                    continue
                outcome = carry(
                    due, signing=lane.signing, agent=agent, clock=self._now, network=self._network
                )
                outcomes.append(outcome)
                if outcome.verdict in {Verdict.NOT_NOW, Verdict.SERVER_AWAY}:
                    break
                if time.monotonic() - began > BEGINS.total_seconds():
                    break
        except Exception:  # the next look finds what was not carried
            log.exception("carrying to %s was interrupted", lane.due[0].inbox)
        finally:
            with self._lock:
                del self._busy[id(lane)]
            self._back.put(_Carried(lane, outcomes))

    def _gather(self, seconds: float) -> list[_Carried]:
        """What came back within so many seconds."""
        until = time.monotonic() + seconds
        found: list[_Carried] = []
        while len(found) < _TOGETHER:
            try:
                found.append(self._back.get(timeout=max(0.0, until - time.monotonic())))
            except Empty:
                break
        return found

    def _settle(self, back: list[_Carried]) -> None:
        now = self._now()
        for each in back:
            self._lanes_of[each.lane.server_id] -= 1
        over = {each.lane.server_id for each in back if not self._lanes_of[each.lane.server_id]}
        for server_id in over:
            del self._lanes_of[server_id]
        outcomes = [(each.lane.server_id, outcome) for each in back for outcome in each.outcomes]
        settle(outcomes, released=over, now=now)
        for server_id, outcome in outcomes:
            if outcome.verdict is not Verdict.TAKEN:
                log.info("delivery %s to server %s: %s", outcome.delivery_id, server_id, outcome.trouble)


def _agent() -> str:
    here = place()
    return "Commonhold/1" + ("" if here is None else f" (+{here.public_url})")


class _Ours:
    """The outbox of this program, made when it is first needed."""

    def __init__(self) -> None:
        self.outbox: Outbox | None = None


_ours = _Ours()


def deliver(now: datetime) -> bool:
    """The errand. Is there more to do at once?"""
    if _ours.outbox is None:
        _ours.outbox = Outbox()
    return _ours.outbox.deliver(now)


def finish(now: datetime) -> None:
    """The end of the errand, when the server stops."""
    if _ours.outbox is not None:
        _ours.outbox.finish(now)
        _ours.outbox = None

"""Work that must happen: rows written in the transaction that causes it, run when they are due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from threading import Event, local
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from commonhold.ground.ending import queries as ending
from commonhold.ground.jobs import register
from commonhold.ground.jobs.models import Job
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.lasting import repeatable
from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal
from commonhold.ground.writes import Insert, Update

log = logging.getLogger("commonhold.jobs")


class Arrivals(Event):
    """Set when work arrived here. Whoever `calls` tells other processes; what they tell is only heard."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Callable[[], object] | None = None

    def set(self) -> None:
        super().set()
        self.call()

    def call(self) -> None:
        """Tell the others alone."""
        if self.calls is not None:
            self.calls()

    def hear(self) -> None:
        """Others told us. We don't pass it on, or it would go round for ever."""
        super().set()


#: Set after each commit that schedules work, so that a ticker in this process need not wait.
work_arrived = Arrivals()
#: Set beside it when there is something that only the sweeps find.
sweeps_wanted = Event()

_AT_ONCE = 50  # jobs that are looked up together
_TOGETHER = 16  # of these, in one transaction: nobody else can write meanwhile
_PATIENCE = [timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)]


@dataclass(frozen=True)
class Ran:
    """One job that was tried."""

    kind: str
    key: str
    ok: bool


def schedule(kind: str, *, key: str, due: datetime, payload: Payload) -> None:
    """Write the work down in the caller's transaction. The same kind and key again changes nothing."""
    register.kind_of(kind)
    _JOBS.unless_there(kind=kind, key=key, due_at=due, payload=payload)
    _here.scheduled = True
    transaction.on_commit(work_arrived.set)


def want_sweeps() -> None:
    """Have the sweeps run as soon as they can, for what only they find. From any thread, after the commit."""
    sweeps_wanted.set()
    work_arrived.set()


def is_waiting(kind: str, *, now: datetime) -> bool:
    """Is there work of this kind that is due and not done yet?"""
    return bool(_OF_KIND.ids(kind=kind, until=now))


def look_again() -> None:
    """Have the sweeps that follow work run after the caller's commit, though no work was written down."""
    transaction.on_commit(work_arrived.set)


def tick(now: datetime) -> list[Ran]:
    """Run all that is due at `now`, then the sweeps. Returns what was tried."""
    ran = run_due(now)
    for sweep in register.sweeps():
        sweep(now)
    return ran


def ring(now: datetime) -> list[Ran]:
    """Work arrived: run all that is due at `now`, then those sweeps alone that follow work."""
    ran = run_due(now)
    for sweep in register.sweeps(follow_work=True):
        sweep(now)
    return ran


def keep_up(now: datetime, *, follow_work: bool = False) -> None:
    """Another process has the turn at the work: run those sweeps alone that every process needs.

    Where work arrived: of these, those that follow work.
    """
    for sweep in register.sweeps(of_each=True, follow_work=follow_work):
        sweep(now)


def run_due(now: datetime) -> list[Ran]:
    """Run all that is due at `now`, in order of due time. Returns what was tried."""
    ran: list[Ran] = []
    while True:
        waiting = [_Due(*row) for row in _DUE.rows(until=now)]
        wrote_more = _run_in_order(waiting, now, ran)
        if not wrote_more and len(waiting) < _AT_ONCE:
            return ran


def set_right(now: datetime) -> None:
    """After a start, and after the clock went back: have done now what failed before.

    So is what a clock that was ahead put off for longer than anything waits: nothing else would find it.
    """
    hurry_failed(now)
    for each in register.setting_right():
        each(now)


def hurry_failed(now: datetime) -> int:
    """Try again at once what failed before, as after an upgrade. Returns how many."""
    return Job.objects.filter(done_at=None, attempts__gt=0, due_at__gt=now).update(due_at=now)


def retry(job_id: int, *, now: datetime) -> None:
    """Have one that waits tried at once. Raises Refusal where none of this number does."""
    if not Job.objects.filter(id=job_id, done_at=None).update(due_at=now):
        raise Refusal(_("No work with the number {number} waits here. Nothing was changed."), number=job_id)
    work_arrived.set()


class _Due(NamedTuple):
    id: int
    kind: str
    key: str
    payload: Payload


def _run_in_order(waiting: list[_Due], now: datetime, ran: list[Ran]) -> bool:
    """Run them, until one schedules more: that may be due before the others. Did one?"""
    left = list(waiting)
    while left:
        _here.scheduled = False
        together = list(takewhile(lambda job: register.is_repeatable(job.kind), left[:_TOGETHER]))
        done = _run_together(together, now) if len(together) > 1 else None
        if done is None:
            together = left[:1]
            one = _run_one(left[0], now)
            done = [] if one is None else [one]
        ran += done
        if _here.scheduled:
            return True
        del left[: len(together)]
    return False


def _run_together(jobs: list[_Due], now: datetime) -> list[Ran] | None:
    """Several in one transaction, each a part of it that stays or goes alone, until one schedules more.

    None where the transaction failed: nothing of it stays, and each must have its own.
    """
    ran: dict[int, Ran | None] = {}
    try:
        with repeatable():
            # What another ticker did since they were looked up is no longer waiting.
            waiting = set(_WAITING.ids(job_ids=[each.id for each in jobs], until=now))
            for job in jobs:
                if job.id in waiting:
                    ran[job.id] = _run_part(job, now)
                if _here.scheduled:
                    break
            done = [job_id for job_id, one in ran.items() if one is not None and one.ok]
            if done:
                _ALL_DONE.run(done_at=now, job_ids=done)
    except DatabaseError:
        return None
    return [each for each in ran.values() if each is not None]


def _run_part(job: _Due, now: datetime) -> Ran | None:
    try:
        with transaction.atomic():
            _do(register.kind_of(job.kind), job, now)
    except Exception as error:  # any crash of a room's work: nothing of it stays, and it is tried again
        return _note_failure(job.id, now, error)
    return Ran(job.kind, job.key, ok=True)


def _run_one(job: _Due, now: datetime) -> Ran | None:
    """Run one job; None when another ticker took it first."""
    try:
        kind = register.kind_of(job.kind)
        with repeatable() if kind.is_repeatable else transaction.atomic():
            # On PostgreSQL a second ticker waits here and then sees it done; SQLite has one writer anyway.
            if not _DONE.run(done_at=now, job_id=job.id, until=now):
                return None
            _do(kind, job, now)
    except Exception as error:  # any crash of a room's work: nothing of it stays, and it is tried again
        return _note_failure(job.id, now, error)
    return Ran(job.kind, job.key, ok=True)


def _do(kind: Kind, job: _Due, now: datetime) -> None:
    """Run it; in a co-op that has ended it falls away unrun, unless its kind outlasts that."""
    if register.outlasts(kind.name) or not ending.is_read_only():
        kind.run(job.payload, now)


@transaction.atomic
def _note_failure(job_id: int, now: datetime, error: Exception) -> Ran | None:
    job = Job.objects.select_for_update().filter(id=job_id, done_at=None).first()
    if job is None:
        return None
    log.error("%s %s failed, will be tried again", job.kind, job.key, exc_info=error)
    job.due_at = now + _PATIENCE[min(job.attempts, len(_PATIENCE) - 1)]
    job.attempts += 1
    job.last_error = f"{type(error).__name__}: {error}"[:2000]
    job.save(update_fields=["due_at", "attempts", "last_error"])
    stumbled = register.kind_of(job.kind).stumbled
    if stumbled is not None:
        stumbled(job.payload, now, error)
    return Ran(job.kind, job.key, ok=False)


#: Whether this thread has scheduled something since it last looked.
_here = local()

_JOBS = Insert(Job)
_DUE = Prepared(
    lambda *, until: (
        Job.objects.filter(done_at=None, due_at__lte=until)
        .order_by("due_at", "id")
        .values_list("id", "kind", "key", "payload")[:_AT_ONCE]
    )
)
_OF_KIND = Prepared(
    lambda *, kind, until: Job.objects.filter(kind=kind, done_at=None, due_at__lte=until).values_list("id")[
        :1
    ]
)
# Its condition keeps work that failed in another ticker meanwhile from being tried again too soon.
_DONE = Update(
    lambda *, job_id, until: Job.objects.filter(id=job_id, done_at=None, due_at__lte=until), "done_at"
)
_WAITING = Prepared(
    lambda *, job_ids, until: (
        Job.objects.select_for_update()
        .filter(id__in=job_ids, done_at=None, due_at__lte=until)
        .order_by("id")
        .values_list("id")
    )
)
_ALL_DONE = Update(lambda *, job_ids: Job.objects.filter(id__in=job_ids), "done_at")

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from django.db import transaction

from commonhold.ground.jobs import register
from commonhold.ground.jobs.models import Job
from commonhold.ground.jobs.queries import EARLIEST
from commonhold.ground.jobs.register import Payload

log = logging.getLogger("commonhold.jobs")

#: Set after each commit that schedules work, so that a ticker in this process need not wait.
work_arrived = Event()

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
    Job.objects.bulk_create([Job(kind=kind, key=key, due_at=due, payload=payload)], ignore_conflicts=True)
    transaction.on_commit(work_arrived.set)


def tick(now: datetime) -> list[Ran]:
    """Run all that is due at `now`, then the sweeps. Returns what was tried."""
    ran = run_due(now)
    for sweep in register.sweeps():
        sweep(now)
    return ran


def run_due(now: datetime) -> list[Ran]:
    """Run all that is due at `now`, in order of due time. Returns what was tried."""
    ran = []
    while (job_id := _next_due(now)) is not None:
        one = _run_one(job_id, now)
        if one is not None:
            ran.append(one)
    return ran


def hurry_failed(now: datetime) -> int:
    """Try again at once what failed before, as after an upgrade. Returns how many."""
    return Job.objects.filter(done_at=None, attempts__gt=0, due_at__gt=now).update(due_at=now)


def _next_due(now: datetime) -> int | None:
    return next((job_id for job_id, due_at in EARLIEST.rows() if due_at <= now), None)


def _run_one(job_id: int, now: datetime) -> Ran | None:
    """Run one job; None when another ticker took it first."""
    try:
        with transaction.atomic():
            job = _claim(job_id)
            if job is None:
                return None
            register.kind_of(job.kind).run(job.payload, now)
            job.done_at = now
            job.save(update_fields=["done_at"])
    except Exception as error:  # any crash of a room's work: nothing of it stays, and it is tried again
        return _note_failure(job_id, now, error)
    return Ran(job.kind, job.key, ok=True)


def _claim(job_id: int) -> Job | None:
    # On PostgreSQL a second ticker waits here and then sees the job done; SQLite has one writer anyway.
    return Job.objects.select_for_update().filter(id=job_id, done_at=None).first()


@transaction.atomic
def _note_failure(job_id: int, now: datetime, error: Exception) -> Ran | None:
    job = _claim(job_id)
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

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.jobs.models import Job
from commonhold.ground.prepared import Prepared

_EARLIEST = Prepared(
    lambda *, until: (
        Job.objects.filter(done_at=None, due_at__lte=until).order_by("due_at").values_list("due_at")[:1]
    )
)


@dataclass(frozen=True)
class JobView:
    """Work that is not done yet; `trouble` is what was said when it failed last."""

    id: int
    kind: str
    key: str
    due_at: datetime
    attempts: int
    trouble: str


@dataclass(frozen=True)
class Backlog:
    """`due`: how much should be done by now; `late`: seconds, of the oldest; `failing`: tried in vain."""

    due: int
    late: float
    failing: int


def backlog(*, now: datetime) -> Backlog:
    due = Job.objects.filter(done_at=None, due_at__lte=now)
    oldest = due.order_by("due_at").values_list("due_at", flat=True).first()
    failing = Job.objects.filter(done_at=None, attempts__gt=0).count()
    return Backlog(due.count(), (now - oldest).total_seconds() if oldest else 0.0, failing)


def not_done(*, failing: bool = False, limit: int = 100) -> list[JobView]:
    """What waits, the earliest first; `failing`: only what was tried in vain."""
    rows = Job.objects.filter(done_at=None).order_by("due_at", "id")
    if failing:
        rows = rows.filter(attempts__gt=0)
    return [
        JobView(row.id, row.kind, row.key, row.due_at, row.attempts, row.last_error) for row in rows[:limit]
    ]


def next_due(*, until: datetime) -> datetime | None:
    """When the earliest waiting job is due, if that is not after `until`."""
    return next((due for (due,) in _EARLIEST.rows(until=until)), None)

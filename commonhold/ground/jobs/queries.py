from __future__ import annotations

from datetime import datetime

from commonhold.ground.jobs.models import Job
from commonhold.ground.prepared import Prepared

_EARLIEST = Prepared(
    lambda *, until: (
        Job.objects.filter(done_at=None, due_at__lte=until).order_by("due_at").values_list("due_at")[:1]
    )
)


def next_due(*, until: datetime) -> datetime | None:
    """When the earliest waiting job is due, if that is not after `until`."""
    return next((due for (due,) in _EARLIEST.rows(until=until)), None)

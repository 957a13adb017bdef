from __future__ import annotations

from datetime import datetime

from commonhold.ground.jobs.models import Job
from commonhold.ground.prepared import Prepared


def next_due(*, until: datetime) -> datetime | None:
    """When the earliest waiting job is due, if that is not after `until`."""
    return next((due_at for _id, due_at in EARLIEST.rows() if due_at <= until), None)


#: Which job is due first, and when: asked before and after whatever is done.
EARLIEST = Prepared(
    lambda: Job.objects.filter(done_at=None).order_by("due_at", "id").values_list("id", "due_at")[:1]
)

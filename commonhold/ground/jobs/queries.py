from __future__ import annotations

from datetime import datetime

from commonhold.ground.jobs.models import Job


def next_due(*, until: datetime) -> datetime | None:
    """When the earliest waiting job is due, if that is not after `until`."""
    waiting = Job.objects.filter(done_at=None, due_at__lte=until).order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()

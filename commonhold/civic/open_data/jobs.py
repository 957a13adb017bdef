"""What happens by itself: each month is published when it is over."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.open_data import editions
from commonhold.civic.open_data.models import Publication
from commonhold.civic.treasury import months
from commonhold.ground.jobs.register import Kind, Payload


def publish_month(payload: Payload, now: datetime) -> None:
    """And the next one in its time, as long as members want it."""
    row = Publication.objects.filter(id=payload["publication"], until=None).first()
    if row is not None:
        editions.make(row, payload["month"], now)
        editions.schedule(row, months.after(payload["month"]), now)


KINDS = [Kind(editions.JOB, publish_month)]

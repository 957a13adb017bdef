"""Writing down that something long is to be worked out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.contributions.models import Computation
from commonhold.ground import ids
from commonhold.ground.jobs.actions import want_sweeps


def compute(kind: str, *, key: str, now: datetime) -> None:
    """Have it worked out soon, in the caller's transaction; once for each kind and key."""
    Computation.objects.get_or_create(kind=kind, key=key, defaults={"id": ids.new_id(now), "due_at": now})
    transaction.on_commit(want_sweeps)

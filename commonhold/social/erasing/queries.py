"""What somebody sees of her own erasure; and what an operator has still to clean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.ground.charter import queries as charter
from commonhold.social.erasing.charter import ErasingCharter
from commonhold.social.erasing.models import Erasure
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class ErasureView:
    """An erasure that was asked for and still lies ahead."""

    asked_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Uncleaned:
    """How many accounts are erased while bytes of theirs may lie in the database's files; until when."""

    count: int
    due_at: datetime


def waiting(viewer: Viewer) -> ErasureView | None:
    """The viewer's own, if she asked."""
    rows = Erasure.objects.filter(person_id=viewer.person_id or 0, taken_back_at=None, done_at=None)
    row = rows.first()
    return None if row is None else ErasureView(row.asked_at, row.due_at)


def uncleaned() -> Uncleaned | None:
    """What the database's files have still to be cleaned of, and the last day of the charter for that."""
    rows = Erasure.objects.filter(done_at__isnull=False, bytes_gone_at=None).order_by("done_at")
    first = rows.first()
    if first is None or first.done_at is None:
        return None
    days = charter.current().read(ErasingCharter).gone_days
    return Uncleaned(rows.count(), first.done_at + timedelta(days=days))

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.decisions.models import EnactmentRow, Outcome


@dataclass(frozen=True)
class EnactmentView:
    """One enactment, as the record tells it."""

    id: int
    reference: str
    done: bool
    reason: str
    decisions: list[Decision]
    at: datetime


def enactment_of(reference: str) -> EnactmentView | None:
    """How the decisions of `reference` ended, or None while they have not."""
    row = EnactmentRow.objects.filter(reference=reference).first()
    return None if row is None else _view(row)


def latest(*, limit: int) -> list[EnactmentView]:
    """What was enacted, newest first."""
    return [
        _view(row) for row in EnactmentRow.objects.filter(outcome=Outcome.ENACTED).order_by("-id")[:limit]
    ]


def between(since: datetime, until: datetime) -> list[EnactmentView]:
    """What was enacted after `since` and up to `until`, oldest first."""
    rows = EnactmentRow.objects.filter(outcome=Outcome.ENACTED, at__gt=since, at__lte=until)
    return [_view(row) for row in rows.order_by("id")]


def _view(row: EnactmentRow) -> EnactmentView:
    decisions = [codec.read_back(each) for each in row.decisions]
    return EnactmentView(row.id, row.reference, row.outcome == Outcome.ENACTED, row.reason, decisions, row.at)

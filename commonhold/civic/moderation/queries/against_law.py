"""Reports of what is against the law, for those who are entrusted with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.moderation.models import LawReport
from commonhold.civic.moderation.queries.reports import may_answer
from commonhold.civic.moderation.refusals import MandateNeeded
from commonhold.civic.moderation.standing import entrusted
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class LawReportView:
    """One report. `is_found`: the address leads to something of ours that can be blocked or become a case."""

    id: int
    address: str
    is_found: bool
    is_child_abuse: bool
    why: str
    name: str
    email: str
    at: datetime
    case_id: int | None
    answer: str
    answered_at: datetime | None


def law_reports(viewer: Viewer, *, now: datetime, limit: int = 50) -> list[LawReportView]:
    """Those that wait, the oldest first, then those that were answered. Raises MandateNeeded."""
    if not may_answer(viewer):
        raise MandateNeeded
    rows = LawReport.objects.all()
    if viewer.person_id not in entrusted(True, now=now):
        rows = rows.filter(is_child_abuse=False)
    waiting = list(rows.filter(answered_at=None).order_by("id")[:limit])
    answered = list(rows.filter(answered_at__isnull=False).order_by("-answered_at")[:limit])
    return [_view(row) for row in (*waiting, *answered)]


def _view(row: LawReport) -> LawReportView:
    return LawReportView(
        row.id,
        row.address,
        bool(row.about),
        row.is_child_abuse,
        row.why,
        row.name,
        row.email,
        row.at,
        row.case_id,
        row.answer,
        row.answered_at,
    )

"""A case closes when nothing about it can be appealed any more; then what was frozen of who left goes too."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moderation.levels import may_appeal, next_level
from commonhold.civic.moderation.measures import CLOSES, is_before_others
from commonhold.civic.moderation.models import Case, Draw, Measure
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.people import queries as people


def close_if_over(payload: Payload, now: datetime) -> None:
    """Close the case unless something about it waits for others or may still be appealed."""
    case = Case.objects.select_for_update().filter(id=payload["case_id"], closed_at=None).first()
    if case is None or any(_is_open(each, now) for each in case.measures.all()):
        return
    case.closed_at = now
    case.save(update_fields=["closed_at"])
    Draw.objects.filter(measure__case=case, decided_at__isnull=False).update(secret="")
    if case.person_id is not None and not people.is_here(case.person_id):
        forget_words(case)


def forget_words(case: Case) -> None:
    """Erase what it kept of somebody's words."""
    case.copy, case.context = {}, []
    case.save(update_fields=["copy", "context"])
    case.reports.update(copy={})


def _is_open(row: Measure, now: datetime) -> bool:
    if is_before_others(row):
        return True
    if row.since is None and row.ended_at is None:
        return True  # an expulsion that members vote on
    return next_level(row, now) is not None and may_appeal(row, now)


KINDS = [Kind(CLOSES, close_if_over)]

"""Whoever reported something that was dismissed asks others to look again, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.moderation import triage
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.refusals import (
    AskedAlready,
    FactsMissing,
    NoSuchReport,
    ReportedAlready,
    ReportTooLong,
)
from commonhold.civic.moderation.standing import may_ask_again
from commonhold.social.people import queries as people


@transaction.atomic
def ask_again(by: int, *, report_id: int, words: str, now: datetime) -> None:
    """Have somebody else read a report of one's own that was dismissed; it waits again, with these words.

    Once, within the time to appeal, and never by whoever dismissed it. Raises NoSuchReport, AskedAlready
    (also when the time is over or nothing was dismissed), FactsMissing, ReportTooLong or ReportedAlready.
    """
    people.must_be_here(by)
    mine = Report.objects.select_for_update().filter(reporter_id=by)
    row = mine.filter(id=report_id).first()
    if row is None:
        raise NoSuchReport
    if not may_ask_again(row, now):
        raise AskedAlready
    words = words.replace("\0", "").strip()
    if not words:
        raise FactsMissing(field="words")
    if len(words) > LONGEST:
        raise ReportTooLong(LONGEST)
    if mine.filter(kind=row.kind, about=row.about, answered_at=None).exists():
        raise ReportedAlready
    row.first_answer, row.first_answered_by = row.answer, row.answered_by
    row.second_words, row.second_at = words, now
    row.outcome, row.answer, row.answered_by, row.answered_at, row.case = "", "", None, None, None
    row.save()
    triage.await_answer(row, now=now)

"""Telling an authority what the law asks: that somebody is in danger is noted, and that it was told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.moderation import duties
from commonhold.civic.moderation.models import Case, Duty
from commonhold.civic.moderation.refusals import (
    CaseClosed,
    DutyEnded,
    DutyWordsMissing,
    FactsMissing,
    NoSuchCase,
    NoSuchDuty,
)
from commonhold.civic.moderation.standing import must_hold_mandate, must_judge
from commonhold.civic.moderation.vocabulary import Occasion
from commonhold.ground.record import actions as record

LONGEST = 500


@transaction.atomic
def note_danger(by: int, *, case_id: int, words: str, now: datetime) -> int:
    """Say that somebody's life or safety is in danger; how many authorities the law has us tell.

    Raises MandateNeeded, OwnMatter, NoSuchCase, CaseClosed or FactsMissing.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(id=case_id).first()
    if case is None:
        raise NoSuchCase
    must_judge(by, case)
    if case.closed_at is not None:
        raise CaseClosed
    words = words.replace("\0", "").strip()
    if not 0 < len(words) <= LONGEST:
        raise FactsMissing(field="facts")
    return len(duties.arise(case, Occasion.DANGER, by=by, words=words, now=now))


@transaction.atomic
def note_duty(by: int, *, duty_id: int, is_done: bool, words: str, now: datetime) -> None:
    """Note that the authority was told, when and how; or why it need not be. The record has that, not more.

    Raises MandateNeeded, NoSuchDuty, DutyEnded or DutyWordsMissing.
    """
    must_hold_mandate(by)
    row = Duty.objects.select_for_update(of=("self",)).select_related("case").filter(id=duty_id).first()
    if row is None or by not in duties.readers(row, now):
        raise NoSuchDuty
    must_judge(by, row.case)
    if row.ended_at is not None:
        raise DutyEnded
    words = words.replace("\0", "").strip()
    if not 0 < len(words) <= LONGEST:
        raise DutyWordsMissing
    row.ended_at, row.ended_by_id, row.is_done, row.end_words = now, by, is_done, words
    row.save(update_fields=["ended_at", "ended_by", "is_done", "end_words"])
    body: dict[str, str | int] = {
        "duty": str(row.id),
        "done": str(is_done).lower(),
        "late": str(row.late_at is not None).lower(),
        "words": record.commit_to(words),
    }
    record.append("moderation.duty-ended", body, now=now)

"""On a jury: taking the seat or not, and a blind ballot with reasons."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.moderation import drawing
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.models import Juror
from commonhold.civic.moderation.refusals import AnswerMissing, NotCalled, ReportTooLong
from commonhold.civic.moderation.standing import is_conflicted
from commonhold.civic.moderation.vocabulary import Answer
from commonhold.social.people import queries as people


@transaction.atomic
def take_seat(by: int, *, draw_id: int, now: datetime) -> None:
    """Say that one sits on the jury. A conflict that arose since the lot gives the seat on.

    Raises NotCalled, or what an account that can't act raises.
    """
    juror = _called(by, draw_id)
    if is_conflicted(by, juror.draw.measure.case):
        drawing.replace(juror, Answer.DECLINED, now=now)
        return
    juror.answer, juror.answered_at = Answer.SERVES, now
    juror.save(update_fields=["answer", "answered_at"])


@transaction.atomic
def decline_seat(by: int, *, draw_id: int, now: datetime) -> None:
    """Say that one can't sit; nobody asks why, and the next in the lot is called. Raises NotCalled."""
    drawing.replace(_called(by, draw_id), Answer.DECLINED, now=now)


@transaction.atomic
def give_verdict(by: int, *, draw_id: int, upholds: bool, reasons: str, now: datetime) -> None:
    """Vote, once, with reasons; nobody sees another's vote before all have voted.

    Raises NotCalled, AnswerMissing or ReportTooLong.
    """
    juror = _called(by, draw_id)
    reasons = reasons.replace("\0", "").strip()
    if not reasons:
        raise AnswerMissing
    if len(reasons) > LONGEST:
        raise ReportTooLong(LONGEST)
    juror.answer, juror.answered_at = Answer.VOTED, now
    juror.upholds, juror.reasons = upholds, reasons
    juror.save(update_fields=["answer", "answered_at", "upholds", "reasons"])
    drawing.close_if_all_voted(juror.draw, now=now)


def _called(by: int, draw_id: int) -> Juror:
    """Her place on a jury that has not decided, locked. Raises NotCalled."""
    people.must_be_active(by)
    draw = drawing.lock(draw_id)
    rows = Juror.objects.select_for_update(of=("self",)).select_related("draw__measure__case")
    juror = rows.filter(
        draw=draw, person_id=by, answer__in=[Answer.CALLED, Answer.SERVES], draw__decided_at=None
    ).first()
    if draw is None or juror is None:
        raise NotCalled
    return juror

"""On a jury: taking the seat or not, and a blind ballot with reasons; also for jurors whom a peer lends.

Those come with a ticket of their own co-op (`lending/tickets.py`), and have no account here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from commonhold.civic.lending import tickets
from commonhold.civic.moderation import drawing
from commonhold.civic.moderation.actions.reporting import LONGEST
from commonhold.civic.moderation.models import Draw, Juror
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    NotCalled,
    ReportTooLong,
    SeatGone,
    SeatNotTaken,
)
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
    _sits(juror, now)


@transaction.atomic
def decline_seat(by: int, *, draw_id: int, now: datetime) -> None:
    """Say that one can't sit; nobody asks why, and the next in the lot is called. Raises NotCalled."""
    drawing.replace(_called(by, draw_id), Answer.DECLINED, now=now)


@transaction.atomic
def give_verdict(by: int, *, draw_id: int, upholds: bool, reasons: str, now: datetime) -> None:
    """Vote, once, with reasons; nobody sees another's vote before all have voted.

    Raises NotCalled, AnswerMissing or ReportTooLong.
    """
    _vote(_called(by, draw_id), upholds, reasons, now)


@transaction.atomic
def take_lent_seat(ticket: str, *, now: datetime) -> None:
    """As `take_seat`; that she has no part in it is her word. Raises TicketOver or SeatGone."""
    _sits(_lent(ticket, now), now)


@transaction.atomic
def decline_lent_seat(ticket: str, *, now: datetime) -> None:
    """As `decline_seat`. Raises TicketOver or SeatGone."""
    drawing.replace(_lent(ticket, now), Answer.DECLINED, now=now)


@transaction.atomic
def give_lent_verdict(ticket: str, *, upholds: bool, reasons: str, now: datetime) -> None:
    """As `give_verdict`. Raises TicketOver, SeatGone, SeatNotTaken, AnswerMissing or ReportTooLong."""
    juror = _lent(ticket, now)
    if juror.answer != Answer.SERVES:
        raise SeatNotTaken
    _vote(juror, upholds, reasons, now)


def _sits(juror: Juror, now: datetime) -> None:
    juror.answer, juror.answered_at = Answer.SERVES, now
    juror.save(update_fields=["answer", "answered_at"])


def _vote(juror: Juror, upholds: bool, reasons: str, now: datetime) -> None:
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
    return _locked(drawing.lock(draw_id), Q(person_id=by))


def _lent(text: str, now: datetime) -> Juror:
    ticket = tickets.opened(text, now=now)
    measure_id, _colon, level = ticket.draw.partition(":")
    draw = Draw.objects.filter(measure_id=int(measure_id), level=int(level)).first()
    try:
        juror = _locked(None if draw is None else drawing.lock(draw.id), Q(key=ticket.key))
    except NotCalled as gone:
        raise SeatGone from gone
    if juror.draw.measure.case.is_sealed:
        raise SeatGone
    return juror


def _locked(draw: Draw | None, whose: Q) -> Juror:
    if draw is None or draw.decided_at is not None:
        raise NotCalled
    rows = Juror.objects.select_for_update(of=("self",)).select_related("draw__measure__case")
    juror = rows.filter(whose, draw=draw, answer__in=[Answer.CALLED, Answer.SERVES]).first()
    if juror is None:
        raise NotCalled
    return juror

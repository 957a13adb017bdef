"""Peers were asked for jurors: when all answered, or a day is over, a lot is opened or nobody judges."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.lending import borrower
from commonhold.civic.lending.news import BorrowingEnded, CallRefused, LentJurorVoted, PoolsAnswered
from commonhold.civic.moderation import drawing, jury_pay, lent, measures
from commonhold.civic.moderation.models import Borrowing, Juror
from commonhold.civic.moderation.outcomes import nobody_judges
from commonhold.civic.moderation.vocabulary import Level
from commonhold.ground.jobs.register import Kind, Payload


def on_pools_answered(event: PoolsAnswered, now: datetime) -> None:
    """All have answered: there is nothing to wait for."""
    measure_id, _colon, level = event.draw.partition(":")
    _go_on(int(measure_id), Level(int(level)), now)


def on_call_refused(event: CallRefused, now: datetime) -> None:
    """Whom the lot called can't sit: the next one is called."""
    measure_id, _colon, level = event.draw.partition(":")
    rows = Juror.objects.filter(draw__measure_id=int(measure_id), draw__level=int(level))
    for each in rows.filter(
        key__endswith=f"#{event.key}", answer__in=drawing.WAITED_FOR, draw__decided_at=None
    ):
        drawing.vanish(each.id, now=now)


def on_borrowing_ended(event: BorrowingEnded, now: datetime) -> None:
    """What the peer's jurors voted counts; those who did not are replaced by the next in the lot."""
    rows = Juror.objects.filter(
        lent_by_id=event.peer_id, answer__in=drawing.WAITED_FOR, draw__decided_at=None
    )
    for juror_id in list(rows.order_by("id").values_list("id", flat=True)):
        drawing.vanish(juror_id, now=now)


def on_lent_juror_voted(event: LentJurorVoted, now: datetime) -> None:
    """One of ours served elsewhere, and members agreed to pay her as a juror of our own."""
    jury_pay.owe(event.person_id, f"lent:{event.seat_id}", now=now)


def _is_due(payload: Payload, now: datetime) -> None:
    _go_on(payload["measure_id"], Level(payload["level"]), now)


def _go_on(measure_id: int, level: Level, now: datetime) -> None:
    """Open the lot over our own and whom peers lend; harmless the second time."""
    row = measures.lock(measure_id)
    found = Borrowing.objects.filter(measure_id=measure_id, level=level, ended_at=None).first()
    if row is None or found is None:
        return
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    ours, excluded = drawing.pool_of_ours(row, now)
    seats = drawing.seats_of(level, len(ours))
    borrowed = lent.NOBODY if seats or row.case.is_sealed else lent.pool(row, level)
    borrower.forget_addresses(measures.draw_name(row.id, level))
    if not seats and len(ours) + len(borrowed.keys) >= drawing.FEWEST:
        seats = drawing.FEWEST  # the least jury, so that as few strangers as can be read it
        lent.note(row, level, borrowed, now=now)
    if seats and not row.case.is_sealed:
        drawing.commit(
            row,
            level,
            ours,
            excluded,
            borrowed=borrowed,
            seats=seats,
            commitment=found.commitment,
            now=now,
        )
        return
    borrower.is_over(measures.draw_name(row.id, level), voted=(), now=now)
    nobody_judges(row, level, now=now)


KINDS = [Kind(lent.DUE, _is_due)]

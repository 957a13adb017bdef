"""A dispute as its two sides and those who mediate see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.civic.exchange import resolving
from commonhold.civic.exchange.models import Agreement, Dispute
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.vocabulary import State
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine


@dataclass(frozen=True)
class DisputeView:
    """What went wrong, and what may come of it. `may_*` is what the viewer may do."""

    by: PersonLine
    words: str
    mediator: PersonLine | None
    proposal: str
    goes_back: bool
    forfeits: bool
    due: datetime
    goes_on_at: datetime  # then it goes on by itself
    measure_id: int | None
    is_late: bool
    may_mediate: bool
    may_propose: bool
    may_answer: bool
    may_end: bool
    may_bring_before_jury: bool
    may_close: bool


def dispute_view(me: int, row: Agreement, dispute: Dispute, now: datetime) -> DisputeView:
    is_open = dispute.ended_at is None and row.state == State.DISPUTED
    is_side = me in {row.giver_id, row.receiver_id}
    is_free = is_open and dispute.measure_id is None
    mediates = is_free and dispute.mediator_id == me
    mine = dispute.accepted_by_giver if me == row.giver_id else dispute.accepted_by_receiver
    return DisputeView(
        by=people.line_of(dispute.by),
        words=dispute.words,
        mediator=None if dispute.mediator is None else people.line_of(dispute.mediator),
        proposal=dispute.proposal,
        goes_back=dispute.goes_back,
        forfeits=dispute.forfeits,
        due=dispute.due,
        goes_on_at=_goes_on_at(dispute),
        measure_id=dispute.measure_id,
        is_late=is_open and now >= dispute.due,
        may_mediate=is_free and dispute.mediator_id is None and not is_side,
        may_propose=mediates,
        may_answer=is_free and is_side and bool(dispute.proposal) and mine is None,
        may_end=is_free and dispute.by_id == me,
        may_bring_before_jury=mediates and resolving.question(row) is not None,
        may_close=mediates and now >= dispute.due,
    )


def _goes_on_at(dispute: Dispute) -> datetime:
    """Soon where nobody mediates; else when its mediator has had her time twice."""
    if dispute.mediator_id is None:
        return dispute.at + timedelta(days=law().mediator_days)
    return dispute.due + (dispute.due - dispute.at)

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, ballots, seats, stages
from commonhold.civic.governance.ballots import Ballot
from commonhold.civic.governance.models import Reason, SealedBallot, Seat
from commonhold.civic.governance.vocabulary import Mode, Side, State
from commonhold.ground import ids
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from rulebook.canonical import Json

LONGEST_REASON = 500


@transaction.atomic
def cast_ballot(by: int, *, proposal_id: int, choice: Json, now: datetime) -> str:
    """Cast or replace `by`'s ballot; return the receipt by which she finds it after the count.

    `choice` is what the question's ballots say (`questions`): "yes", [[2], [0, 1]], 400, …. Raises Refusal
    when voting is not open, `by` has no seat, or the ballot says nothing that can be counted;
    SecondProfileOwnsNothing when the ballot is her first profile's.
    """
    poll = seats.open_poll(proposal_id, now)
    seat = seats.seat_of(by, poll)
    if poll.mode == Mode.SEALED:
        raise Refusal(_("This vote is sealed: your ballot is made in your browser, on the proposal's page."))
    question = asking.question_for(poll.proposal, poll)
    ballot = Ballot(question.spelled(choice), ballots.new_receipt())
    sealed = ballots.seal(ballot, poll_id=proposal_id, seat_id=seat.id, width=question.width)
    SealedBallot.objects.update_or_create(seat=seat, defaults={"sealed": sealed})
    return ballot.receipt


@transaction.atomic
def give_reason(by: int, *, proposal_id: int, side: str, text: str, now: datetime) -> None:
    """Publish or replace one's reason beside a proposal under notice or vote. Everybody can read it.

    Raises Suspended: a suspended member votes as before, and writes nothing beside it.
    """
    people.must_be_active(by)
    proposal = stages.lock(proposal_id)
    if stages.state_of(proposal) not in {State.NOTICE, State.VOTING}:
        raise Refusal(_("Reasons can be given until voting closes."))
    if not Seat.objects.filter(poll_id=proposal_id, person_id=by).exists():
        raise Refusal(_("Reasons are given by members on this vote's roll."))
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_REASON:
        raise Refusal(_("A reason has between 1 and {n} characters."), n=LONGEST_REASON, field="reason")
    if side not in Side.values:
        raise Refusal(_("A reason stands for, against, or neither."), field="side")
    Reason.objects.update_or_create(
        proposal_id=proposal_id,
        person_id=by,
        defaults={"side": side, "text": text, "given_at": now},
        create_defaults={"id": ids.new_id(now), "side": side, "text": text, "given_at": now},
    )

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, ballots, stages
from commonhold.civic.governance.ballots import Ballot
from commonhold.civic.governance.models import Poll, Reason, SealedBallot, Seat
from commonhold.civic.governance.vocabulary import Side, State
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.charter import dates
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
    poll = _open_poll(proposal_id, now)
    seat = Seat.objects.filter(poll=poll, person_id=by).first()
    if seat is None:
        people.must_own_for_human(by)
        raise Refusal(
            _("Who may vote was fixed at notice, before you were on the roll. The next vote is yours.")
        )
    if members.member_of(by) is None:
        raise Refusal(
            _("You have left the co-op. A ballot that you cast before counts; another can't be cast.")
        )
    question = asking.question_for(poll.proposal, poll)
    ballot = Ballot(question.spelled(choice), ballots.new_receipt())
    sealed = ballots.seal(ballot, poll_id=proposal_id, seat_id=seat.id, width=question.width)
    SealedBallot.objects.update_or_create(seat=seat, defaults={"sealed": sealed})
    return ballot.receipt


@transaction.atomic
def give_reason(by: int, *, proposal_id: int, side: str, text: str, now: datetime) -> None:
    """Publish or replace one's reason beside a proposal under notice or vote. Everybody can read it."""
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


def _open_poll(proposal_id: int, now: datetime) -> Poll:
    proposal = stages.lock(proposal_id)
    poll = Poll.objects.select_related("proposal").filter(proposal=proposal).first()
    if poll is None or now < poll.opens_at:
        raise Refusal(_("Voting on “{title}” has not begun yet."), title=proposal.title)
    if now >= poll.closes_at:
        raise Refusal(
            _("Voting on “{title}” closed on {when}. An earlier ballot of yours counts as you cast it."),
            title=proposal.title,
            when=dates.day_and_clock(poll.closes_at),
        )
    if stages.state_of(proposal) not in {State.NOTICE, State.VOTING}:
        raise Refusal(_("“{title}” was withdrawn, so there is nothing to vote on."), title=proposal.title)
    return poll

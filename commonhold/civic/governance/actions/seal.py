"""What voters and trustees of a sealed vote hand in: lines of canonical JSON, all of them public."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import closing, notice, stages
from commonhold.civic.governance.models import Poll, Proposal
from commonhold.civic.governance.sealed import box, ceremony, counting, opening
from commonhold.civic.governance.sealed.models import Ceremony, SealedVote, Trustee
from commonhold.civic.governance.seats import open_poll, seat_of
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.ground.refusal import NotFound, Refusal
from rulebook.verifying import Rejected
from rulebook.verifying.reading import parse

Message = dict[str, Any]
LONGEST = 2_000_000


class PartRefused(Refusal):
    """A trustee's part does not fit her share. It was kept, and she is named."""


def hand_in(by: int, *, proposal_id: int, message: str, now: datetime) -> str:
    """Take whatever it is, a voter's message or a trustee's, by its type; returns the type."""
    kind = str(_read(message)["type"])
    {
        "registration": register_credential,
        "ballot": cast_sealed_ballot,
        "audit": show_opened_ballot,
        "decryption": hand_in_part,
    }.get(kind, do_trustees_part)(by, proposal_id=proposal_id, message=message, now=now)
    return kind


@transaction.atomic
def register_credential(by: int, *, proposal_id: int, message: str, now: datetime) -> None:
    """Keep the public half of the key pair with which `by`'s browser will sign her ballot."""
    proposal, sent = stages.lock(proposal_id), _read(message)
    poll = Poll.objects.filter(proposal=proposal, mode=Mode.SEALED).first()
    if poll is None or stages.state_of(proposal) is not State.NOTICE or now >= poll.opens_at:
        raise Refusal(_("Ballots of a sealed vote are got ready between its notice and its opening."))
    opening.register(seat_of(by, poll), sent)


def cast_sealed_ballot(by: int, *, proposal_id: int, message: str, now: datetime) -> str:
    """Cast or replace `by`'s sealed ballot; returns its fingerprint, by which she finds it on the board."""
    sent, vote = _read(message), _vote(proposal_id)
    ballot = box.checked(vote, sent)
    with transaction.atomic():
        poll = open_poll(proposal_id, now)
        seat_of(by, poll)
        box.must_be_hers(poll, by, ballot)
        box.put_in(poll, ballot, sent)
    return ballot.fingerprint.hex()


def show_opened_ballot(by: int, *, proposal_id: int, message: str, now: datetime) -> None:
    """Show everybody, after closing, a ballot that `by` opened to check her browser. It can't be cast."""
    sent, vote = _read(message), _vote(proposal_id)
    ballot = box.checked_opened(vote, sent)
    with transaction.atomic():
        poll = open_poll(proposal_id, now)
        seat_of(by, poll)
        box.must_be_hers(poll, by, ballot)
        box.show(poll, ballot, sent)


@transaction.atomic
def do_trustees_part(by: int, *, proposal_id: int, message: str, now: datetime) -> None:
    """One step to the key. When all have done theirs, the next step begins, or notice is given."""
    proposal, sent = stages.lock(proposal_id), _read(message)
    trustee = _trustee(by, proposal)
    making = Ceremony.objects.get(proposal=proposal)
    if stages.state_of(proposal) is not State.KEYS:
        raise Refusal(_("The key of this vote is not being made, so there is nothing to hand in."))
    ceremony.take(making, trustee, sent)
    if ceremony.everybody_is_there(making):
        notice.go_on_with_the_key(proposal, making, now=now)


def hand_in_part(by: int, *, proposal_id: int, message: str, now: datetime) -> None:
    """A trustee opens her part of the sums; with the last one that is needed, the vote is counted.

    Raises PartRefused when it does not fit her share, which everybody can read from then on.
    """
    with transaction.atomic():
        proposal, sent = stages.lock(proposal_id), _read(message)
        trustee = _trustee(by, proposal)
        if stages.state_of(proposal) is not State.COUNTING:
            raise Refusal(_("This count is not open for the trustees' parts."))
        poll = Poll.objects.select_related("proposal").get(proposal=proposal)
        why = counting.take_part(poll, trustee, sent, now=now)
        if not why and counting.is_open(poll):
            _count(proposal, poll, now)
    if why:
        raise PartRefused(
            _("Your part was refused, and everybody can read that it was. The check says: {why}"), why=why
        )


def _read(message: str) -> Message:
    """A message as it was sent. Raises Refusal unless it is an object in its one spelling."""
    try:
        if len(message) > LONGEST:
            raise Rejected("message", "too long")
        sent = parse(message.strip().encode(), "message")
    except (Rejected, UnicodeEncodeError):
        sent = None
    if not isinstance(sent, dict) or not isinstance(sent.get("type"), str):
        raise Refusal(_("This can't be read, so it was not taken. Load the page again and try once more."))
    return sent


def _count(proposal: Proposal, poll: Poll, now: datetime) -> None:
    """Challenge time runs from the count, which came later than voting closed."""
    poll.challenge_until = now + (poll.challenge_until - poll.closes_at)
    poll.save(update_fields=["challenge_until"])
    closing.conclude(proposal, poll, counting.open_sums(poll), now=now)


def _vote(proposal_id: int) -> SealedVote:
    vote = SealedVote.objects.filter(poll_id=proposal_id).defer("registrations", "tally").first()
    if vote is None:
        raise Refusal(_("No sealed vote is open here."))
    return vote


def _trustee(by: int, proposal: Proposal) -> Trustee:
    trustee = Trustee.objects.filter(ceremony_id=proposal.id, person_id=by).first()
    if trustee is None:
        raise NotFound(_("You are no trustee of this vote."))
    return trustee

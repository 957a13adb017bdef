"""After closing: the ballots are added up sealed, and enough trustees open the sums, never a ballot."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, stages, tell
from commonhold.civic.governance.models import Poll, Proposal, Seat
from commonhold.civic.governance.questions import sealable
from commonhold.civic.governance.questions.points import MOST_POINTS
from commonhold.civic.governance.sealed import box
from commonhold.civic.governance.sealed import ceremony as trustees
from commonhold.civic.governance.sealed.charter import SealedCharter
from commonhold.civic.governance.sealed.models import (
    Ceremony,
    Round,
    SealedVote,
    SignedBallot,
    Trustee,
    TrusteePart,
)
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from rulebook.canonical import canonical
from rulebook.ristretto import Point, decode_point
from rulebook.sealed import tally as sums
from rulebook.sealed.opening import Opening, root_of_lines
from rulebook.sealed.question import question_from
from rulebook.verifying import Rejected
from rulebook.verifying.counting import Tally, check_decryption

Message = dict[str, Any]


def close(proposal: Proposal, poll: Poll, *, now: datetime) -> None:
    """Put the board of ballots and the sealed sums on the record, and call the trustees."""
    vote = SealedVote.objects.defer("registrations").get(poll=poll)
    ballots = box.messages_of(poll)
    vote.tally = sums.tally(opening_of(vote), ballots)
    vote.voters = len(vote.tally["counted"])
    vote.opens_until = now + timedelta(days=charter.at(poll.charter_version).read(SealedCharter).opening_days)
    vote.save(update_fields=["tally", "voters", "opens_until"])
    voted = SignedBallot.objects.filter(poll=poll).values("credential")
    Seat.objects.filter(poll=poll).update(voted=False)
    Seat.objects.filter(poll=poll, credential__credential__in=voted).update(voted=True)
    stages.arrive(proposal, State.COUNTING, now=now)
    body: dict[str, str | int] = {
        "proposal": str(proposal.id),
        "election": vote.election,
        "box": str(vote.tally["box"]),
        "ballots": len(ballots),
        "tally": _digest(vote.tally).hex(),
    }
    record.append("governance.sealed-closed", body, about=f"proposal:{proposal.id}", now=now)
    payload = {"proposal_id": proposal.id}
    jobs.schedule("governance.unopened", key=str(proposal.id), due=vote.opens_until, payload=payload)
    whom = Trustee.objects.filter(ceremony_id=proposal.id).values_list("person_id", flat=True)
    tell.those(list(whom), proposal, "trustee.open", now=now)


def opening_of(vote: SealedVote) -> Opening:
    """As it was frozen."""
    ceremony = Ceremony.objects.get(proposal_id=vote.poll_id)
    return Opening(
        question_from(ceremony.question),
        Point(bytes.fromhex(vote.opening["key"])),
        bytes.fromhex(vote.opening["ceremony"]),
        bytes.fromhex(vote.opening["credentials"]),
    )


def take_part(poll: Poll, trustee: Trustee, message: Message, *, now: datetime) -> str:
    """Keep a trustee's part of opening the sums; what is wrong with it, or "" when it fits.

    Raises Refusal for what is no part of hers at all: that names nobody.
    """
    vote = SealedVote.objects.defer("registrations").get(poll=poll)
    if message.get("place") != trustee.place or message.get("tally") != _digest(vote.tally).hex():
        raise Refusal(_("This is not your part of this count, so it was not taken."))
    if TrusteePart.objects.filter(poll=poll, place=trustee.place, wrong="").exists():
        raise Refusal(_("Your part of the count is in already. Nothing was changed."))
    why = what_is_wrong(vote, message)
    TrusteePart.objects.create(poll=poll, place=trustee.place, message=message, wrong=why, at=now)
    return why


def what_is_wrong(vote: SealedVote, part: Message) -> str:
    """Why a part is not what its trustee's share makes of the sums; "" when it is."""
    ceremony = Ceremony.objects.get(proposal_id=vote.poll_id)
    try:
        check_decryption(
            trustees.question_of(ceremony), _tally(vote), trustees.settled(ceremony), part, "part"
        )
    except Rejected as rejected:
        return rejected.why
    return ""


def is_awaited(ceremony: Ceremony, person_id: int) -> bool:
    """Does this trustee hold a share that she has not opened the sums with yet?"""
    opened = TrusteePart.objects.filter(poll_id=ceremony.proposal_id, wrong="").values("place")
    holding = ceremony.messages.filter(round=Round.ARRIVAL).exclude(place__in=opened).values("place")
    return ceremony.trustees.filter(person_id=person_id, place__in=holding).exists()


def is_open(poll: Poll) -> bool:
    """Have as many trustees as are needed handed in their parts?"""
    needed = int(Ceremony.objects.get(proposal_id=poll.proposal_id).question["threshold"])
    return len(parts_of(poll)) >= needed


def open_sums(poll: Poll) -> str:
    """Work out the result and keep it; the root of the box, by which the count is known."""
    vote = SealedVote.objects.defer("registrations").get(poll=poll)
    vote.result = sums.result(opening_of(vote), vote.tally, parts_of(poll))
    vote.save(update_fields=["result"])
    return str(vote.tally["box"])


def parts_of(poll: Poll) -> list[Message]:
    rows = TrusteePart.objects.filter(poll=poll, wrong="").order_by("place")
    return list(rows.values_list("message", flat=True))


def cast_in(poll: Poll) -> Counter[str]:
    """Ballots with the sums that were opened, as the question spells them."""
    vote = SealedVote.objects.defer("registrations", "tally").get(poll=poll)
    question = asking.question_for(poll.proposal, poll)
    return Counter(sealable.box_with(question, vote.result["counts"], vote.voters, MOST_POINTS))


def root_again(poll: Poll) -> str:
    """The box's root, from the ballots; "" where sums, parts and result don't follow from them any more."""
    vote, ballots = SealedVote.objects.get(poll=poll), box.messages_of(poll)
    opening = opening_of(vote)
    again = sums.tally(opening, ballots)
    parts = parts_of(poll)
    if again != vote.tally or any(what_is_wrong(vote, each) for each in parts):
        return ""
    try:
        holds = sums.result(opening, again, parts) == vote.result
    except ValueError:
        return ""
    return root_of_lines(ballots).hex() if holds else ""


def why_unopened(poll: Poll) -> str:
    """Who did not open the count in time, in words."""
    ceremony = Ceremony.objects.get(proposal_id=poll.proposal_id)
    there = {each["place"] for each in parts_of(poll)}
    names = [name for place, name in enumerate(ceremony.question["trustees"], 1) if place not in there]
    return _(
        "Too few trustees opened the count in time, so nobody will ever learn it. Missing: {names}."
    ).format(names=", ".join(names))


def _tally(vote: SealedVote) -> Tally:
    points = [(decode_point(bytes.fromhex(a)), decode_point(bytes.fromhex(b))) for a, b in vote.tally["sums"]]
    return Tally(_digest(vote.tally), vote.voters, tuple(points))


def _digest(message: Message) -> bytes:
    return sha256(canonical(message)).digest()

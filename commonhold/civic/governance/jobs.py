"""A proposal's way by itself: it opens, closes and takes effect at its hours. Each runs once."""

from __future__ import annotations

import secrets
from datetime import datetime
from fractions import Fraction

from commonhold.civic.governance import ballots, stages, tell, voice
from commonhold.civic.governance.ballots import Ballot
from commonhold.civic.governance.models import CountSheet, Poll, PublishedBallot, SealedBallot, Seat
from commonhold.civic.governance.vocabulary import State
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.decisions import actions as decisions
from commonhold.ground.decisions import codec
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from rulebook.merkle import root_of_leaves
from rulebook.tally import majority

_AFTER = {"carried": State.WAITING, "defeated": State.DEFEATED, "no-quorum": State.NO_QUORUM}


def open_voting(payload: Payload, now: datetime) -> None:
    """Notice is over: the ballot box opens, and every member on the roll is told."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is State.NOTICE:
        stages.arrive(proposal, State.VOTING, now=now)
    if stages.state_of(proposal) is State.VOTING:
        tell.the_roll(proposal, "proposal.voting", now=now)
        voice.say_soon(proposal, State.VOTING, now=now)


def close_voting(payload: Payload, now: datetime) -> None:
    """Open the ballots, publish them sorted and nameless, count, and write the result on the record."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is not State.VOTING:
        return
    poll = Poll.objects.get(proposal=proposal)
    opened = _open_ballots(poll)
    root = _publish(poll, opened)
    sheet = majority.count(
        **{choice: sum(each.choice == choice for each in opened) for choice in ballots.CHOICES},
        roll=poll.roll_size,
        threshold=Fraction(poll.threshold),
        quorum=Fraction(poll.quorum),
    )
    counts = {"yes": sheet.yes, "no": sheet.no, "abstain": sheet.abstain, "outcome": sheet.outcome}
    CountSheet.objects.create(poll=poll, ballots_root=root, counted_at=now, **counts)
    stages.arrive(proposal, _AFTER[sheet.outcome], now=now)
    body = {"proposal": str(proposal.id), "method": poll.method, "roll_size": poll.roll_size, **counts}
    body["ballots_root"] = root
    record.append("governance.counted", body, about=f"proposal:{proposal.id}", now=now)
    _discard_key_after_commit(poll, now)
    voice.say_soon(proposal, _AFTER[sheet.outcome], now=now)
    if sheet.outcome == "carried":
        due = max(poll.challenge_until, now)
        jobs.schedule("governance.enact", key=str(proposal.id), due=due, payload=payload)
    else:
        tell.the_roll(proposal, f"proposal.{sheet.outcome}", now=now)


def enact_proposal(payload: Payload, now: datetime) -> None:
    """Challenge time is over: carry the decisions out, all or none."""
    proposal = stages.lock(payload["proposal_id"])
    if State.ENACTED not in stages.NEXT[stages.state_of(proposal)]:
        return
    poll = Poll.objects.get(proposal=proposal)
    enacted = decisions.enact(
        [codec.decode(each) for each in proposal.decisions],
        reference=f"proposal:{proposal.id}",
        rule=Rule(poll.rule, Fraction(poll.threshold), Fraction(poll.quorum)),
        now=now,
    )
    state = State.ENACTED if enacted.done else State.FAILED
    stages.arrive(proposal, state, now=now, reason=enacted.reason)
    tell.the_roll(proposal, f"proposal.{state}", now=now)
    voice.say_soon(proposal, state, now=now)


def note_stuck(payload: Payload, now: datetime, error: Exception) -> None:
    """Enactment crashed: say so on the page. The job is tried again, also after an upgrade."""
    proposal = stages.lock(payload["proposal_id"])
    if State.STUCK in stages.NEXT[stages.state_of(proposal)]:
        stages.arrive(proposal, State.STUCK, now=now, reason=type(error).__name__)


def discard_ballots(payload: Payload, now: datetime) -> None:
    """A withdrawn proposal's ballots are destroyed unopened."""
    poll = Poll.objects.get(proposal_id=payload["proposal_id"])
    SealedBallot.objects.filter(seat__poll=poll).delete()
    _discard_key_after_commit(poll, now)


def destroy_key(payload: Payload, now: datetime) -> None:
    """Runs after the commit that deleted the ballots, so that no ballot is ever left without its key."""
    ballots.destroy_key(payload["proposal_id"])


def _open_ballots(poll: Poll) -> list[Ballot]:
    rows = SealedBallot.objects.filter(seat__poll=poll)
    opened = [
        ballots.unseal(bytes(row.sealed), poll_id=poll.proposal_id, seat_id=row.seat_id)
        for row in rows.iterator()
    ]
    Seat.objects.filter(poll=poll).update(voted=False)
    Seat.objects.filter(poll=poll, ballot__isnull=False).update(voted=True)
    rows.delete()
    return sorted(opened, key=lambda each: each.commitment)


def _publish(poll: Poll, opened: list[Ballot]) -> str:
    """Write the published ballots; return their Merkle root (hex) over "choice commitment" lines."""
    box = sorted(secrets.randbits(62) for _each in opened)
    PublishedBallot.objects.bulk_create(
        PublishedBallot(id=an_id, poll=poll, choice=each.choice, commitment=each.commitment)
        for an_id, each in zip(box, opened, strict=True)
    )
    return root_of_leaves([line(each.choice, each.commitment) for each in opened]).hex()


def line(choice: str, commitment: str) -> bytes:
    """A published ballot as the leaf of its poll's Merkle tree."""
    return f"{choice} {commitment}".encode()


def _discard_key_after_commit(poll: Poll, now: datetime) -> None:
    payload = {"proposal_id": poll.proposal_id}
    jobs.schedule("governance.destroy-key", key=str(poll.proposal_id), due=now, payload=payload)


KINDS = [
    Kind("governance.open", open_voting),
    Kind("governance.close", close_voting),
    Kind("governance.enact", enact_proposal, stumbled=note_stuck),
    Kind("governance.discard-ballots", discard_ballots),
    Kind("governance.destroy-key", destroy_key),
    *voice.KINDS,
]

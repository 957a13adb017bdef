"""Closing a vote: ballots are opened, published sorted and nameless, and counted; the result is recorded."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Q

from commonhold.civic.governance import asking, ballots, delegations, stages, tell, voice
from commonhold.civic.governance.ballots import Ballot
from commonhold.civic.governance.by_class import classes_from
from commonhold.civic.governance.models import (
    CountSheet,
    Poll,
    Proposal,
    PublishedBallot,
    SealedBallot,
    Seat,
)
from commonhold.civic.governance.questions.question import Frame, Question, Result
from commonhold.civic.governance.sealed import box, counting
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.ground import ids
from commonhold.ground.decisions import codec
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Payload
from commonhold.ground.record import actions as record
from rulebook.canonical import canonical
from rulebook.merkle import root_of_leaves
from rulebook.tally.flows import Flow

_AFTER = {"carried": State.WAITING, "defeated": State.DEFEATED, "no-quorum": State.NO_QUORUM}
#: What a busy or updated machine may be late by, without anybody losing time to vote or to challenge.
_LATE = timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """A ballot as it is published."""

    choice: str
    commitment: str


def look_at_turnout(payload: Payload, now: datetime) -> None:
    """Shortly before closing: if too few have voted by now, voting is extended, once.

    So that a handful of late ballots can't carry what the many took for failed (as in OpenZeppelin's
    GovernorPreventLateQuorum). The page says “extended”, and nobody learns how many had voted.
    """
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is not State.VOTING:
        return
    poll = Poll.objects.get(proposal=proposal)
    if poll.looked_at is not None or now >= poll.closes_at:
        return
    if not _too_few_voted(poll):
        return
    poll.looked_at = now
    poll.save(update_fields=["looked_at"])
    extend(proposal, poll, timedelta(days=poll.extension_days), now=now)


def make_up_for_a_late_opening(proposal: Proposal, poll: Poll, *, now: datetime) -> None:
    """The machine was away when voting should have opened: it stays open for as long as was promised."""
    if now - poll.opens_at > _LATE:
        extend(proposal, poll, now - poll.opens_at, now=now)


def extend(proposal: Proposal, poll: Poll, more: timedelta, *, now: datetime) -> None:
    """Close later than notice said, on the record, and tell the roll."""
    poll.closes_at, poll.challenge_until = poll.closes_at + more, poll.challenge_until + more
    poll.save(update_fields=["closes_at", "challenge_until"])
    payload = {"proposal_id": proposal.id}
    body: dict[str, str | int] = {"proposal": str(proposal.id), "closes": ids.milliseconds(poll.closes_at)}
    record.append("governance.extended", body, about=f"proposal:{proposal.id}", now=now)
    key = f"{proposal.id}:extended:{ids.milliseconds(poll.closes_at)}"
    jobs.schedule("governance.close", key=key, due=poll.closes_at, payload=payload)
    tell.the_roll(proposal, "proposal.extended", now=now)


def close_voting(payload: Payload, now: datetime) -> None:
    """Open the ballots, publish them sorted and nameless, count, and write the result on the record."""
    proposal = stages.lock(payload["proposal_id"])
    poll = Poll.objects.filter(proposal=proposal).first()
    if poll is None or stages.state_of(proposal) is not State.VOTING or now < poll.closes_at:
        return
    if poll.mode == Mode.SEALED:
        counting.close(proposal, poll, now=now)
        return
    if now - poll.closes_at > _LATE:  # the machine was away: the count can be challenged as long as promised
        poll.challenge_until += now - poll.closes_at
        poll.save(update_fields=["challenge_until"])
    question = asking.question_for(proposal, poll)
    conclude(proposal, poll, _publish(poll, _open_ballots(poll, question, now)), now=now)


def conclude(proposal: Proposal, poll: Poll, root: str, *, now: datetime) -> None:
    """Count what the box with this root holds, write the result on the record, and go on from there."""
    poll.lot_secret = ballots.lot_secret(proposal.id)
    poll.save(update_fields=["lot_secret"])
    result = counted(poll, root)
    _write_down(poll, result, root, now)
    stages.arrive(proposal, _AFTER[result.outcome], now=now)
    _put_on_record(proposal, poll, result, root, now)
    discard_key_after_commit(poll, now)
    voice.say_soon(proposal, _AFTER[result.outcome], now=now)
    if result.outcome == "carried":
        due = max(poll.challenge_until, now)
        payload = {"proposal_id": proposal.id}
        jobs.schedule("governance.enact", key=str(proposal.id), due=due, payload=payload)
        tell.the_roll(proposal, "proposal.carried", now=now)
    else:
        tell.the_roll(proposal, f"proposal.{result.outcome}", now=now)


def counted(poll: Poll, root: str) -> Result:
    """The count of what is published: the same each time that it is asked for."""
    return asking.question_for(poll.proposal, poll).count(_cast(poll), _frame(poll, root))


def drawn(poll: Poll, root: str) -> Flow | None:
    """The same count as a picture of what moved from stage to stage."""
    return asking.question_for(poll.proposal, poll).flow(_cast(poll), _frame(poll, root))


def root_again(poll: Poll) -> str:
    """The root of what is published, worked out anew."""
    if poll.mode == Mode.SEALED:
        return counting.root_again(poll)
    return root_of([Line(row.choice, row.commitment) for row in PublishedBallot.objects.filter(poll=poll)])


def line(choice: str, commitment: str) -> bytes:
    """A published ballot as the leaf of its poll's Merkle tree."""
    return f"{choice} {commitment}".encode()


def root_of(lines: Sequence[Line]) -> str:
    """The Merkle root (hex) over "choice commitment" lines, sorted by commitment."""
    ordered = sorted(lines, key=lambda each: each.commitment)
    return root_of_leaves([line(each.choice, each.commitment) for each in ordered]).hex()


def discard_key_after_commit(poll: Poll, now: datetime) -> None:
    """So that no ballot is ever left without its key."""
    payload = {"proposal_id": poll.proposal_id}
    jobs.schedule("governance.destroy-key", key=str(poll.proposal_id), due=now, payload=payload)


def _too_few_voted(poll: Poll) -> bool:
    """Is the quorum missed by now: of all, or of a class of members that needs its own?"""
    quorum, classes = Fraction(poll.quorum), classes_from(poll.by_class)
    if poll.mode == Mode.SEALED:
        return box.how_many_voted(poll) < quorum * _base(poll)
    voted = Counter(SealedBallot.objects.filter(seat__poll=poll).values_list("seat__class_key", flat=True))
    if voted.total() < quorum * _base(poll):
        return True
    apart = [] if classes is None or classes.is_weighed else [each for each in classes.classes if each.apart]
    bases = bases_of(poll.proposal_id)
    return any(voted[each.key] < quorum * bases[each.key] for each in apart)


def _cast(poll: Poll) -> Counter[str]:
    if poll.mode == Mode.SEALED:
        return counting.cast_in(poll)
    return Counter(PublishedBallot.objects.filter(poll=poll).values_list("choice", flat=True))


def _frame(poll: Poll, root: str) -> Frame:
    return Frame(
        _base(poll),
        Fraction(poll.threshold),
        Fraction(poll.quorum),
        asking.lot_seed(poll, root),
        bases_of(poll.proposal_id) if poll.by_class else {},
    )


def _base(poll: Poll) -> int:
    """Whom the quorum is reckoned from: active members on the roll, and whoever else took part."""
    return bases_of(poll.proposal_id).total()


def bases_of(proposal_id: int) -> Counter[str]:
    """The same by class of member."""
    counted = Seat.objects.filter(Q(active=True) | Q(voted=True), poll_id=proposal_id)
    return Counter(counted.values_list("class_key", flat=True))


def _open_ballots(poll: Poll, question: Question, now: datetime) -> list[Line]:
    """All ballots, those that delegates carried included; who took part is written to the seats."""
    rows = SealedBallot.objects.filter(seat__poll=poll).select_related("seat")
    opened: dict[int, Ballot] = {
        row.seat.person_id: ballots.unseal(
            bytes(row.sealed), poll_id=poll.proposal_id, seat_id=row.seat_id, width=question.width
        )
        for row in rows.iterator()
    }
    carried = delegations.carried(poll, set(opened), at=now)
    Seat.objects.filter(poll=poll).update(voted=False)
    lines = []
    numbers: Counter[int] = Counter()
    for seat in Seat.objects.filter(poll=poll, person_id__in=[*opened, *carried]).order_by("id"):
        ballot = opened[carried.get(seat.person_id, seat.person_id)]
        commitment = ballot.commitment
        if seat.person_id in carried:
            seat.carried_by_id = carried[seat.person_id]
            numbers[seat.carried_by_id] += 1
            commitment = ballot.carried_for(numbers[seat.carried_by_id])
        seat.voted, seat.choice = True, ballot.choice if poll.mode == Mode.OPEN else ""
        seat.save(update_fields=["voted", "choice", "carried_by"])
        lines.append(Line(question.published(ballot.choice, seat.class_key), commitment))
    rows.delete()
    return lines


def _publish(poll: Poll, lines: Sequence[Line]) -> str:
    """Write the published ballots under random ids; return their root."""
    places = sorted(secrets.randbits(62) for _each in lines)
    ordered = sorted(lines, key=lambda each: each.commitment)
    PublishedBallot.objects.bulk_create(
        PublishedBallot(id=an_id, poll=poll, choice=each.choice, commitment=each.commitment)
        for an_id, each in zip(places, ordered, strict=True)
    )
    return root_of(lines)


def _write_down(poll: Poll, result: Result, root: str, now: datetime) -> None:
    CountSheet.objects.create(
        poll=poll,
        **{choice: int(result.sheet.get(choice) or 0) for choice in ("yes", "no", "abstain")},
        cast=sum(_cast(poll).values()),
        base=_base(poll),
        outcome=result.outcome,
        sheet=dict(result.sheet),
        elected=list(result.elected),
        decisions=[codec.encode(each) for each in result.decisions],
        ballots_root=root,
        counted_at=now,
    )


def _put_on_record(proposal: Proposal, poll: Poll, result: Result, root: str, now: datetime) -> None:
    """What anybody needs beside the ballots. Names of candidates stay out of it; numbers stand for them."""
    body: dict[str, Any] = {
        "proposal": str(proposal.id),
        "method": poll.method,
        "roll_size": poll.roll_size,
        "base": _base(poll),
        "cast": sum(_cast(poll).values()),
        "outcome": result.outcome,
        "ballots_root": root,
        "lot_secret": poll.lot_secret,
    }
    if poll.by_class:
        body |= {"sheet": record.commit_to(canonical(dict(result.sheet)).decode())}
    elif "yes" in result.sheet:
        body |= {choice: result.sheet[choice] for choice in ("yes", "no", "abstain")}
    else:
        body |= {
            "elected": list(result.elected),
            "decisions_sha256": codec.digest(list(result.decisions)),
            "sheet": record.commit_to(canonical(dict(result.sheet)).decode()),
        }
    record.append("governance.counted", body, about=f"proposal:{proposal.id}", now=now)

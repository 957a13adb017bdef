"""What everybody may know of a sealed vote, stage by stage: nothing of the box before closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from commonhold.civic.governance.models import Poll, Seat
from commonhold.civic.governance.sealed import box, counting
from commonhold.civic.governance.sealed import ceremony as ceremonies
from commonhold.civic.governance.sealed.models import (
    Ceremony,
    Round,
    SealedVote,
    SignedBallot,
    TrusteePart,
    VoterCredential,
)
from commonhold.social.people.queries import Viewer
from rulebook.canonical import canonical
from rulebook.sealed.bundle import Bundle

Message = dict[str, Any]


@dataclass(frozen=True)
class TrusteeView:
    """A trustee, how far she came, and what she did that she should not have."""

    person_id: int
    name: str  # as the question has it
    place: int
    done: Sequence[str]  # her messages, by their types
    is_awaited: bool
    lied: str  # empty for most


@dataclass(frozen=True)
class BoardLine:
    """A ballot in the box. It says nothing of what it seals."""

    fingerprint: str
    number: int
    counts: bool  # its voter cast none after it


@dataclass(frozen=True)
class SealedView:
    """All that is public. What is not there yet is empty."""

    question: Message
    trustees: Sequence[TrusteeView]
    needed: int
    round: Round
    round_ends_at: datetime
    ceremony: Sequence[Message]
    qualified: Sequence[int]  # places of those whose deals made the key
    key: str
    registered: Sequence[int]  # who has a ballot ready: person ids, in the order of the roll
    registrations: Sequence[Message]
    opening: Message
    election: str
    ballots: Sequence[Message]
    audits: Sequence[Message]
    board: Sequence[BoardLine]
    tally: Message
    opens_until: datetime | None
    parts: Sequence[Message]
    result: Message


def sealed_vote(viewer: Viewer, proposal_id: int) -> SealedView | None:
    """A sealed vote from the moment when its trustees were called; None of any other."""
    ceremony = Ceremony.objects.filter(proposal_id=proposal_id).first()
    if ceremony is None:
        return None
    vote = SealedVote.objects.filter(poll_id=proposal_id).first()
    is_closed = vote is not None and bool(vote.tally)
    poll = vote.poll if vote is not None else None
    return SealedView(
        question=ceremony.question,
        trustees=_trustees(ceremony, vote if is_closed else None),
        needed=int(ceremony.question["threshold"]),
        round=Round(ceremony.round),
        round_ends_at=ceremony.round_ends_at,
        ceremony=ceremonies.messages_of(ceremony),
        qualified=ceremony.qualified,
        key=ceremony.key,
        registered=_registered(proposal_id),
        registrations=vote.registrations if vote else [],
        opening=vote.opening if vote else {},
        election=vote.election if vote else "",
        ballots=box.messages_of(poll) if poll and is_closed else [],
        audits=box.opened_of(poll) if poll and is_closed else [],
        board=_board(poll) if poll and is_closed else [],
        tally=vote.tally if vote else {},
        opens_until=vote.opens_until if vote else None,
        parts=counting.parts_of(poll) if poll and is_closed else [],
        result=vote.result if vote else {},
    )


def seat_in(viewer: Viewer, proposal_id: int) -> str | None:
    """The commitment of the viewer's seat, to which her browser binds its key; None without one."""
    seats = Seat.objects.filter(poll_id=proposal_id, person_id=viewer.person_id or 0)
    return seats.values_list("commitment", flat=True).first()


def credential_of(viewer: Viewer, proposal_id: int) -> str:
    """The public half that the viewer's browser registered, "" for none."""
    found = VoterCredential.objects.filter(poll_id=proposal_id, seat__person_id=viewer.person_id or 0)
    return found.values_list("credential", flat=True).first() or ""


def last_ballot_of(viewer: Viewer, proposal_id: int) -> BoardLine | None:
    """The viewer's own last ballot in the box, for her browser to go on from."""
    mine = credential_of(viewer, proposal_id)
    row = SignedBallot.objects.filter(poll_id=proposal_id, credential=mine or "-").order_by("-number").first()
    return None if row is None else BoardLine(row.fingerprint, row.number, counts=True)


def bundle_files(proposal_id: int) -> Mapping[str, bytes]:
    """The bundle for `commonhold ballots verify`, as far as it is public: a trustee's folder at first."""
    ceremony = Ceremony.objects.filter(proposal_id=proposal_id).first()
    if ceremony is None:
        return {}
    board = ceremonies.messages_of(ceremony)
    vote = SealedVote.objects.filter(poll_id=proposal_id).first()
    if vote is None:
        lines = b"".join(canonical(each) + b"\n" for each in board)
        return {"question.json": canonical(ceremony.question) + b"\n", "ceremony.jsonl": lines}
    poll, is_closed = vote.poll, bool(vote.tally)
    return Bundle(
        opening=counting.opening_of(vote),
        ceremony=board,
        credentials=vote.registrations,
        ballots=box.messages_of(poll) if is_closed else [],
        audits=box.opened_of(poll) if is_closed else [],
        tally=vote.tally,
        decryptions=counting.parts_of(poll) if is_closed else [],
        result=vote.result,
    ).files()


def fingerprint_of(ballot: Message) -> str:
    """SHA-256 (hex) of a ballot without its signature."""
    body = {name: value for name, value in ballot.items() if name != "signature"}
    return sha256(canonical(body)).hexdigest()


def _registered(proposal_id: int) -> list[int]:
    seats = Seat.objects.filter(poll_id=proposal_id, credential__isnull=False).order_by("id")
    return list(seats.values_list("person_id", flat=True))


def _trustees(ceremony: Ceremony, closed: SealedVote | None) -> list[TrusteeView]:
    done: dict[int, list[str]] = {}
    for message in ceremonies.messages_of(ceremony):
        done.setdefault(message["place"], []).append(message["type"])
    lied = {int(place): what for place, what in ceremony.named.items()}
    awaited = {each.place for each in ceremonies.missing(ceremony)} if ceremony.round != Round.DONE else set()
    if closed is not None:
        parts = list(TrusteePart.objects.filter(poll_id=closed.poll_id))
        fitting = {each.place for each in parts if not each.wrong}
        for place in fitting:
            done.setdefault(place, []).append("decryption")
        lied |= {each.place: each.wrong for each in parts if each.wrong}
        holding = {place for place, messages in done.items() if "arrival" in messages}
        awaited = set() if closed.result else holding - fitting
    names = ceremony.question["trustees"]
    return [
        TrusteeView(
            each.person_id,
            names[each.place - 1],
            each.place,
            done.get(each.place, []),
            each.place in awaited,
            lied.get(each.place, ""),
        )
        for each in ceremony.trustees.order_by("place")
    ]


def _board(poll: Poll) -> list[BoardLine]:
    rows = list(SignedBallot.objects.filter(poll=poll).order_by("id"))
    last = {row.credential: row.fingerprint for row in rows}
    return [BoardLine(row.fingerprint, row.number, last[row.credential] == row.fingerprint) for row in rows]

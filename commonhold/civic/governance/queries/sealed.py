"""What everybody may know of a sealed vote, stage by stage: nothing of the box before closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from commonhold.civic.governance.models import Seat
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

    id: int  # its place: they come in this order
    fingerprint: str
    number: int
    counts: bool  # its voter cast none after it


@dataclass(frozen=True)
class SealedView:
    """What every page about it asks for. What is not there yet is empty."""

    question: Message
    trustees: Sequence[TrusteeView]
    needed: int
    round: Round
    round_ends_at: datetime
    ceremony: Sequence[Message]
    qualified: Sequence[int]  # places of those whose deals made the key
    key: str
    registered: Sequence[int]  # who has a ballot ready: person ids, in the order of the roll
    opening: Message
    election: str
    box: str  # the root of all ballots, from closing on
    opens_until: datetime | None
    parts: Sequence[Message]
    result: Message


@dataclass(frozen=True)
class Files:
    """What grows with the voters, for whoever reads and checks all of it."""

    registrations: Sequence[Message]
    ballots: Sequence[Message]
    audits: Sequence[Message]
    tally: Message


def sealed_vote(viewer: Viewer, proposal_id: int) -> SealedView | None:
    """A sealed vote from the moment when its trustees were called; None of any other."""
    ceremony = Ceremony.objects.filter(proposal_id=proposal_id).first()
    if ceremony is None:
        return None
    small = SealedVote.objects.filter(poll_id=proposal_id).defer("registrations", "tally")
    vote = small.select_related("poll").first()
    box_root = _root_of_box(proposal_id)
    return SealedView(
        question=ceremony.question,
        trustees=_trustees(ceremony, vote if box_root else None),
        needed=int(ceremony.question["threshold"]),
        round=Round(ceremony.round),
        round_ends_at=ceremony.round_ends_at,
        ceremony=ceremonies.messages_of(ceremony),
        qualified=ceremony.qualified,
        key=ceremony.key,
        registered=_registered(proposal_id),
        opening=vote.opening if vote else {},
        election=vote.election if vote else "",
        box=box_root,
        opens_until=vote.opens_until if vote else None,
        parts=counting.parts_of(vote.poll) if vote and box_root else [],
        result=vote.result if vote else {},
    )


def files_of(proposal_id: int) -> Files:
    """All of it that is public: nothing of the box before closing."""
    vote = SealedVote.objects.filter(poll_id=proposal_id).select_related("poll").first()
    if vote is None:
        return Files([], [], [], {})
    is_closed = bool(vote.tally)
    return Files(
        registrations=vote.registrations,
        ballots=box.messages_of(vote.poll) if is_closed else [],
        audits=box.opened_of(vote.poll) if is_closed else [],
        tally=vote.tally,
    )


def board(proposal_id: int, *, after: int = 0, most: int) -> list[BoardLine]:
    """Ballots in the order in which they came, from the one after `after` on; none before closing."""
    return [_line(row) for row in _in_the_box(proposal_id).filter(id__gt=after).order_by("id")[:most]]


def ballot_of_fingerprint(proposal_id: int, fingerprint: str) -> BoardLine | None:
    """The ballot that a voter noted this of; None before closing, too."""
    row = _in_the_box(proposal_id).filter(fingerprint=fingerprint).first()
    return None if row is None else _line(row)


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
    return None if row is None else BoardLine(row.id, row.fingerprint, row.number, counts=True)


def bundle_files(proposal_id: int) -> Mapping[str, bytes]:
    """The bundle for `commonhold ballots verify`, as far as it is public: a trustee's folder at first."""
    ceremony = Ceremony.objects.filter(proposal_id=proposal_id).first()
    if ceremony is None:
        return {}
    messages = ceremonies.messages_of(ceremony)
    vote = SealedVote.objects.filter(poll_id=proposal_id).first()
    if vote is None:
        lines = b"".join(canonical(each) + b"\n" for each in messages)
        return {"question.json": canonical(ceremony.question) + b"\n", "ceremony.jsonl": lines}
    files = files_of(proposal_id)
    return Bundle(
        opening=counting.opening_of(vote),
        ceremony=messages,
        credentials=files.registrations,
        ballots=files.ballots,
        audits=files.audits,
        tally=files.tally,
        decryptions=counting.parts_of(vote.poll) if files.tally else [],
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


def _root_of_box(proposal_id: int) -> str:
    """Without the tally around it, which names every ballot; "" before closing."""
    rows = SealedVote.objects.filter(poll_id=proposal_id).values_list("tally__box", flat=True)
    return rows.first() or ""


def _in_the_box(proposal_id: int) -> QuerySet[SignedBallot]:
    if not _root_of_box(proposal_id):
        return SignedBallot.objects.none()
    rows = SignedBallot.objects.filter(poll_id=proposal_id).defer("message")
    later = SignedBallot.objects.filter(
        poll_id=proposal_id, credential=OuterRef("credential"), number__gt=OuterRef("number")
    )
    return rows.annotate(was_replaced=Exists(later))


def _line(row: Any) -> BoardLine:
    return BoardLine(row.id, row.fingerprint, row.number, counts=not row.was_replaced)

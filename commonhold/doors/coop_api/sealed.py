"""Sealed votes for programs: all that is public of one, and handing in what a voter or trustee made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.actions.seal import hand_in
from commonhold.civic.governance.queries import proposals, sealed
from commonhold.civic.governance.queries.sealed import SealedView
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.people import Person, people_of
from commonhold.doors.coop_api.types import Anything, Id
from commonhold.ground.refusal import NotFound


@dataclass(frozen=True)
class SealedVote:
    """The files of the vote's bundle, as far as they are public: nothing of the box before closing.

    `qualified` are the places of trustees whose deals made the key. `registered` have a ballot ready.
    `my_seat` is what the caller's registration names, `my_credential` the one that is registered.
    """

    question: Anything
    round: str
    round_ends_at: datetime
    ceremony: list[Anything]
    qualified: list[int]
    registered: list[Person]
    credentials: list[Anything]
    opening: Anything
    election: str
    ballots: list[Anything]
    audits: list[Anything]
    tally: Anything
    decryptions: list[Anything]
    result: Anything
    my_seat: str | None
    my_credential: str


@dataclass(frozen=True)
class MessageSent:
    """A registration, a ballot, an opened ballot, or a trustee's message, in its one spelling (RFC 8785)."""

    message: str


@dataclass(frozen=True)
class Taken:
    """What was taken: the message's type."""

    taken: str
    proposal_id: Id


@operation(scope="read:governance")
def show_sealed_vote(asked: Asked, id: Id) -> SealedVote:
    """All that is public of a sealed vote, from the moment when its trustees are called."""
    found = proposals.proposal(asked.viewer, id_of(id))
    view = _sealed(asked, found.id)
    names, files = people_of(asked.viewer, view.registered), sealed.files_of(found.id)
    return SealedVote(
        question=view.question,
        round=str(view.round),
        round_ends_at=view.round_ends_at,
        ceremony=list(view.ceremony),
        qualified=list(view.qualified),
        registered=[names[each] for each in view.registered if each in names],
        credentials=list(files.registrations),
        opening=view.opening,
        election=view.election,
        ballots=list(files.ballots),
        audits=list(files.audits),
        tally=files.tally,
        decryptions=list(view.parts),
        result=view.result,
        my_seat=sealed.seat_in(asked.viewer, found.id),
        my_credential=sealed.credential_of(asked.viewer, found.id),
    )


@operation(who=Who.PERSON, scope="write:ballots")
def send_sealed_message(asked: Asked, id: Id, body: MessageSent) -> Taken:
    """Hand in a message of a sealed vote. The answer means that it is kept."""
    found = proposals.proposal(asked.viewer, id_of(id))
    _sealed(asked, found.id)
    kind = hand_in(asked.me, proposal_id=found.id, message=body.message, now=asked.now)
    return Taken(kind, str(found.id))


def _sealed(asked: Asked, proposal_id: int) -> SealedView:
    view = sealed.sealed_vote(asked.viewer, proposal_id)
    if view is None:
        raise NotFound("This is no sealed vote, or its trustees are not called yet.")
    return view

"""What members decide: proposals, what each would change, ballots and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.vocabulary import Side, State
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.people import Person, people_of
from commonhold.doors.coop_api.proposal_answers import Proposal, ProposalInList, in_list, whole
from commonhold.doors.coop_api.types import Hash, Id, Limit, Listed, Said, Told, cut, listed


@dataclass(frozen=True)
class PublishedBallot:
    """A ballot as it was counted; whoever holds its receipt knows it by the commitment, its SHA-256.

    `choice` is its one spelling: yes, or JSON such as [[2],[0,1]].
    """

    choice: str
    commitment: Hash


@dataclass(frozen=True)
class Ballots:
    """All ballots of a vote, sorted by commitment, and who took part; both are empty until it is closed.

    Of few ranked ballots each may be as good as a signature: `are_public` is false then.
    """

    ballots: list[PublishedBallot]
    voters: list[Person]
    are_public: bool


@dataclass(frozen=True)
class Reason:
    """A reason that somebody gave beside a vote. It says nothing of how she voted."""

    person: Person
    side: Side
    text: str
    at: datetime


@dataclass(frozen=True)
class Receipt:
    """That a ballot is in. With the receipt, which nobody keeps here, she finds it after the count."""

    receipt: str
    proposal_id: Id


@dataclass(frozen=True)
class Wanted:
    """Which proposals: older than the id `before`, in one state."""

    before: Id | None = None
    state: State | None = None
    limit: Limit = 20


@dataclass(frozen=True)
class OfReceipt:
    """Only the ballot that a receipt belongs to."""

    receipt: Annotated[str, Told(longest=60)] | None = None


@dataclass(frozen=True)
class BallotSent:
    """A ballot. One that is cast later replaces it, until the vote is closed."""

    choice: Said


@operation(scope="read:governance")
def list_proposals(asked: Asked, query: Wanted) -> Listed[ProposalInList]:
    """Proposals, the latest first."""
    states = tuple(State) if query.state is None else (query.state,)
    found = proposals.page(asked.viewer, before=cut(query.before), states=states, limit=query.limit)
    authors = people_of(asked.viewer, {each.author_id for each in found})
    rows = [in_list(asked.viewer, each, authors[each.author_id]) for each in found]
    return listed(rows, [each.id for each in found], limit=query.limit, by="before")


@operation(scope="read:governance")
def show_proposal(asked: Asked, id: Id) -> Proposal:
    """One proposal: what it says, what it would change, how it stands, and its count."""
    found = proposals.proposal(asked.viewer, id_of(id))
    return whole(asked, found)


@operation(scope="read:governance")
def list_ballots(asked: Asked, id: Id, query: OfReceipt) -> Ballots:
    """The published ballots of a vote that is closed."""
    found = proposals.proposal(asked.viewer, id_of(id))
    voters = counts.who_voted(found.id) if counts.count(found.id) else []
    if query.receipt is None:
        lines = counts.published_ballots(asked.viewer, found.id, at=asked.now)
    else:
        mine = counts.ballot_of_receipt(found.id, query.receipt)
        lines = [] if mine is None else [mine]
    named = people_of(asked.viewer, voters)
    return Ballots(
        [PublishedBallot(each.choice, each.commitment) for each in lines],
        [named[each] for each in voters if each in named],
        are_public=counts.are_public(found.id),
    )


@operation(scope="read:governance")
def list_reasons(asked: Asked, id: Id) -> list[Reason]:
    """The reasons that members gave in public, the oldest first."""
    found = counts.reasons(proposals.proposal(asked.viewer, id_of(id)).id)
    named = people_of(asked.viewer, {each.person_id for each in found})
    return [Reason(named[each.person_id], each.side, each.text, each.at) for each in found]


@operation(who=Who.PERSON, scope="write:ballots")
def send_ballot(asked: Asked, id: Id, body: BallotSent) -> Receipt:
    """Cast or replace the caller's ballot. The answer means that it is kept."""
    found = proposals.proposal(asked.viewer, id_of(id))
    receipt = cast_ballot(asked.me, proposal_id=found.id, choice=body.choice, now=asked.now)
    return Receipt(receipt, str(found.id))

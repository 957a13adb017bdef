"""What members decide: proposals, what each would change, ballots and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Literal

from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.queries.proposals import PollView, ProposalLine, ProposalView
from commonhold.civic.governance.vocabulary import Side, State
from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who
from commonhold.doors.coop_api.operation import operation
from commonhold.doors.coop_api.people import Person, people_of
from commonhold.doors.coop_api.types import (
    Address,
    Anything,
    Hash,
    Id,
    Limit,
    Listed,
    Share,
    Told,
    cut,
    listed,
)
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Difference
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class MyBallot:
    """Whether the caller may cast a ballot now, and whether one of hers is in."""

    may_vote: bool
    has_voted: bool


@dataclass(frozen=True)
class ProposalInList:
    """A proposal in a list. `since` is when it arrived in its state; `my_ballot` is there for a person."""

    id: Id
    title: str
    author: Person
    state: State
    since: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    in_force_at: datetime | None
    my_ballot: MyBallot | None
    url: Address


@dataclass(frozen=True)
class Change:
    """What a proposal would change, before and after, in words; `key` is the charter's, where it is one."""

    what: str
    before: str
    after: str
    key: str | None


@dataclass(frozen=True)
class Step:
    """That a proposal arrived in a state, and why if it failed or was withdrawn."""

    state: State
    at: datetime
    reason: str


@dataclass(frozen=True)
class Terms:
    """What was frozen at notice: rule, dates, and who may vote, as the root of a tree of salted hashes."""

    charter_version: int
    method: str
    rule: str
    threshold: Share
    quorum: Share
    roll_size: int
    roll_root: Hash
    decisions_sha256: Hash
    opens_at: datetime
    closes_at: datetime
    in_force_at: datetime


@dataclass(frozen=True)
class Count:
    """The result. Nothing of it exists before a vote is closed."""

    yes: int
    no: int
    abstain: int
    roll_size: int
    outcome: str
    ballots_root: Hash
    at: datetime


@dataclass(frozen=True)
class Proposal:
    """A proposal with all that anybody may know. `terms` are there from notice on, `count` after the vote."""

    id: Id
    title: str
    text: str
    author: Person
    state: State
    steps: list[Step]
    changes: list[Change]
    decisions: list[Anything]
    rule: str
    threshold: Share
    quorum: Share
    terms: Terms | None
    count: Count | None
    my_ballot: MyBallot | None
    url: Address


@dataclass(frozen=True)
class PublishedBallot:
    """A ballot as it was counted; whoever holds its receipt knows it by the commitment, its SHA-256."""

    choice: Literal["yes", "no", "abstain"]
    commitment: Hash


@dataclass(frozen=True)
class Ballots:
    """All ballots of a vote, sorted by commitment, and who took part; both are empty until it is closed."""

    ballots: list[PublishedBallot]
    voters: list[Person]


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

    choice: Literal["yes", "no", "abstain"]


@operation(scope="read:governance")
def list_proposals(asked: Asked, query: Wanted) -> Listed[ProposalInList]:
    """Proposals, the latest first."""
    states = tuple(State) if query.state is None else (query.state,)
    found = proposals.page(asked.viewer, before=cut(query.before), states=states, limit=query.limit)
    authors = people_of(asked.viewer, {each.author_id for each in found})
    rows = [_in_list(asked.viewer, each, authors[each.author_id]) for each in found]
    return listed(rows, [each.id for each in found], limit=query.limit, by="before")


@operation(scope="read:governance")
def show_proposal(asked: Asked, id: Id) -> Proposal:
    """One proposal: what it says, what it would change, how it stands, and its count."""
    found = proposals.proposal(asked.viewer, id_of(id))
    return Proposal(
        id=str(found.id),
        title=found.title,
        text=found.text,
        author=people_of(asked.viewer, [found.author_id])[found.author_id],
        state=found.state,
        steps=[Step(each.state, each.at, each.reason) for each in found.steps],
        changes=[_change(each) for each in found.differences],
        decisions=[dict(codec.encode(each)) for each in found.decisions],
        rule=found.rule,
        threshold=share(found.threshold),
        quorum=share(found.quorum),
        terms=None if found.poll is None else _terms(found.poll),
        count=_count(found.id),
        my_ballot=_mine(asked.viewer, found),
        url=address(f"/decide/{found.id}"),
    )


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
        [PublishedBallot(_choice(each.choice), each.commitment) for each in lines],
        [named[each] for each in voters if each in named],
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


def share(value: Fraction | int) -> str:
    """`2/3`, and `1/1` for all."""
    found = Fraction(value)
    return f"{found.numerator}/{found.denominator}"


def _in_list(viewer: Viewer, line: ProposalLine, author: Person) -> ProposalInList:
    return ProposalInList(
        id=str(line.id),
        title=line.title,
        author=author,
        state=line.state,
        since=line.since,
        opens_at=line.opens_at,
        closes_at=line.closes_at,
        in_force_at=line.challenge_until,
        my_ballot=_mine(viewer, line),
        url=address(f"/decide/{line.id}"),
    )


def _mine(viewer: Viewer, found: ProposalLine | ProposalView) -> MyBallot | None:
    return None if viewer.person_id is None else MyBallot(found.may_vote, found.has_voted)


def _change(found: Difference) -> Change:
    return Change(str(found.what), found.before, found.after, found.key or None)


def _terms(poll: PollView) -> Terms:
    return Terms(
        charter_version=poll.charter_version,
        method=poll.method,
        rule=poll.rule,
        threshold=share(poll.threshold),
        quorum=share(poll.quorum),
        roll_size=poll.roll_size,
        roll_root=poll.roll_root,
        decisions_sha256=poll.decisions_sha256,
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        in_force_at=poll.challenge_until,
    )


def _count(proposal_id: int) -> Count | None:
    found = counts.count(proposal_id)
    if found is None:
        return None
    return Count(
        found.yes, found.no, found.abstain, found.roll_size, found.outcome, found.ballots_root, found.at
    )


def _choice(kept: str) -> Literal["yes", "no", "abstain"]:
    return "yes" if kept == "yes" else "no" if kept == "no" else "abstain"

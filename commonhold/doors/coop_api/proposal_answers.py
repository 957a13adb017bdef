"""A proposal as it is answered: what it asks, how it stands, its count, and what was said against that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from commonhold.civic.governance.by_class import FrozenClasses
from commonhold.civic.governance.queries import challenges, counts
from commonhold.civic.governance.queries.proposals import OptionView, PollView, ProposalLine, ProposalView
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.asked import Asked
from commonhold.doors.coop_api.people import Person, people_of
from commonhold.doors.coop_api.types import Address, Anything, Hash, Id, Share
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision, Difference
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
class CountedClass:
    """A class of members on the roll. `is_apart`: it must agree by itself where classes are not weighed."""

    key: str
    name: str
    roll_size: int
    is_apart: bool
    weight: int


@dataclass(frozen=True)
class ByClass:
    """How classes of members count in this vote: `counting` is "each" or "weighed"."""

    counting: str
    floor: Share
    cap: Share
    classes: list[CountedClass]


@dataclass(frozen=True)
class Terms:
    """What was frozen at notice: rule, dates, and who may vote, as the root of a tree of salted hashes.

    `override` is the share of consent that carries over objections; null where nothing does. `by_class` is
    null where classes of members are not told apart.
    """

    charter_version: int
    method: str
    mode: Mode
    override: Share | None
    was_extended: bool
    rule: str
    threshold: Share
    quorum: Share
    roll_size: int
    roll_root: Hash
    decisions_sha256: Hash
    opens_at: datetime
    closes_at: datetime
    in_force_at: datetime
    by_class: ByClass | None


@dataclass(frozen=True)
class Count:
    """The result. Nothing of it exists before a vote is closed.

    `yes`, `no` and `abstain` stay 0 where nobody was asked for them; `elected` are numbers of options, from
    0, and `sheet` is every stage of the count. Where a class of members is too small for its answers to be
    published, `sheet` says `kept_back` and the numbers stay 0. `base` is whom the quorum was reckoned from.
    """

    yes: int
    no: int
    abstain: int
    turnout: int
    base: int
    roll_size: int
    outcome: str
    elected: list[int]
    decisions: list[Anything]
    sheet: Anything
    ballots_root: Hash
    at: datetime


@dataclass(frozen=True)
class Question:
    """What is asked: the kind of vote, how it is counted, and what of it becomes known.

    `unranked` is what a ballot means by leaving an option out. Seats, role and months are of elections,
    `money` (in minor units) of budgets, `key`, `lowest` and `highest` of “how much?”.
    """

    kind: Kind
    method: str
    mode: Mode
    unranked: str
    seats: int
    role: str
    months: int
    money: int
    key: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Option:
    """An option. `number` is what ballots call it, null before notice; `cost` is in minor units."""

    id: Id
    number: int | None
    title: str
    text: str
    person: Person | None
    cost: int
    decisions: list[Anything]
    is_withdrawn: bool


@dataclass(frozen=True)
class Challenge:
    """What became of a count before it takes effect: whether it is open to doubt, and who doubted it."""

    is_open: bool
    until: datetime | None
    recounts: int
    recounts_that_differ: int
    signatures: int
    signatures_needed: int
    paused_until: datetime | None
    emergency_lapses_at: datetime | None
    is_ratified: bool | None


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
    question: Question
    options: list[Option]
    sponsors: list[Person]
    sponsors_needed: int
    repeats: Id | None
    repeated_by: Id | None
    rule: str
    threshold: Share
    quorum: Share
    terms: Terms | None
    count: Count | None
    challenge: Challenge | None
    my_ballot: MyBallot | None
    url: Address


def share(value: Fraction | int) -> str:
    """`2/3`, and `1/1` for all."""
    found = Fraction(value)
    return f"{found.numerator}/{found.denominator}"


def whole(asked: Asked, found: ProposalView) -> Proposal:
    """A proposal as it is told of by itself."""
    standing = [each.person_id for each in found.options if each.person_id is not None]
    people = people_of(asked.viewer, {found.author_id, *found.sponsors, *standing})
    return Proposal(
        id=str(found.id),
        title=found.title,
        text=found.text,
        author=people[found.author_id],
        state=found.state,
        steps=[Step(each.state, each.at, each.reason) for each in found.steps],
        changes=[_change(each) for each in found.differences],
        decisions=_written(found.decisions),
        question=_question(found),
        options=[_option(each, people) for each in found.options],
        sponsors=[people[each] for each in found.sponsors if each in people],
        sponsors_needed=found.sponsors_needed,
        repeats=None if found.repeats is None else str(found.repeats),
        repeated_by=None if found.repeated_by is None else str(found.repeated_by),
        rule=found.rule,
        threshold=share(found.threshold),
        quorum=share(found.quorum),
        terms=None if found.poll is None else _terms(found.poll),
        count=_count(found.id),
        challenge=_challenge(asked, found.id),
        my_ballot=_mine(asked.viewer, found),
        url=address(f"/decide/{found.id}"),
    )


def in_list(viewer: Viewer, line: ProposalLine, author: Person) -> ProposalInList:
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
        mode=poll.mode,
        override=None if poll.override is None else share(poll.override),
        was_extended=poll.was_extended,
        rule=poll.rule,
        threshold=share(poll.threshold),
        quorum=share(poll.quorum),
        roll_size=poll.roll_size,
        roll_root=poll.roll_root,
        decisions_sha256=poll.decisions_sha256,
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        in_force_at=poll.challenge_until,
        by_class=None if poll.classes is None else _by_class(poll.classes),
    )


def _by_class(classes: FrozenClasses) -> ByClass:
    return ByClass(
        counting=classes.counting,
        floor=share(classes.floor),
        cap=share(classes.cap),
        classes=[
            CountedClass(each.key, each.name, each.roll, bool(each.apart), each.weight)
            for each in classes.classes
        ],
    )


def _count(proposal_id: int) -> Count | None:
    found = counts.count(proposal_id)
    if found is None:
        return None
    return Count(
        yes=found.yes,
        no=found.no,
        abstain=found.abstain,
        turnout=found.turnout,
        base=found.base,
        roll_size=found.roll_size,
        outcome=found.outcome,
        elected=list(found.elected),
        decisions=_written(found.decisions),
        sheet=dict(found.sheet),
        ballots_root=found.ballots_root,
        at=found.at,
    )


def _question(found: ProposalView) -> Question:
    asked = found.asked
    return Question(
        kind=asked.kind,
        method=found.question.method,
        mode=asked.mode,
        unranked=found.question.unranked,
        seats=asked.seats,
        role=asked.role,
        months=asked.months,
        money=asked.money,
        key=asked.key,
        lowest=asked.lowest,
        highest=asked.highest,
    )


def _option(found: OptionView, people: Mapping[int, Person]) -> Option:
    return Option(
        id=str(found.id),
        number=found.number,
        title=found.title,
        text=found.text,
        person=None if found.person_id is None else people.get(found.person_id),
        cost=found.cost,
        decisions=_written(found.decisions),
        is_withdrawn=found.withdrawn,
    )


def _challenge(asked: Asked, proposal_id: int) -> Challenge | None:
    found = challenges.challenge(asked.viewer, proposal_id, at=asked.now)
    if found is None:
        return None
    measure = found.measure
    return Challenge(
        is_open=found.is_open,
        until=found.until,
        recounts=len(found.recounts),
        recounts_that_differ=sum(not each.agrees for each in found.recounts),
        signatures=found.signatures,
        signatures_needed=found.signatures_needed,
        paused_until=None if found.pause is None else found.pause.until,
        emergency_lapses_at=None if measure is None else measure.lapses_at,
        is_ratified=None if measure is None else measure.ratified,
    )


def _written(decisions: Iterable[Decision]) -> list[Anything]:
    return [dict(codec.encode(each)) for each in decisions]

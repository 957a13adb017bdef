from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking
from commonhold.civic.governance.by_class import FrozenClasses, classes_from
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Poll, Proposal, SealedBallot, Seat, Step
from commonhold.civic.governance.questions.asked import Asked, asked_from
from commonhold.civic.governance.questions.question import Question
from commonhold.civic.governance.sealed import box
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.ground import spans
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision, Difference
from commonhold.ground.refusal import NotFound
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class StepView:
    """That a proposal arrived in a state."""

    state: State
    at: datetime
    reason: str


@dataclass(frozen=True)
class PollView:
    """What was frozen at notice."""

    charter_version: int
    method: str
    rule: str
    threshold: Fraction
    quorum: Fraction
    roll_size: int
    roll_root: str
    decisions_sha256: str
    opens_at: datetime
    closes_at: datetime
    challenge_until: datetime
    mode: Mode
    override: Fraction | None  # consent: the share that carries over objections
    lot_commitment: str
    was_extended: bool
    classes: FrozenClasses | None  # how classes of members are counted, where they are


@dataclass(frozen=True)
class OptionView:
    """An option, before notice or on the ballot. `number` is its place there; 0 would be how things are."""

    id: int
    number: int | None
    title: str
    text: str
    by: int
    person_id: int | None
    decisions: Sequence[Decision]
    cost: int
    withdrawn: bool


@dataclass(frozen=True)
class ProposalLine:
    """A proposal in a list. `may_vote` and `has_voted` are the viewer's own."""

    id: int
    title: str
    author_id: int
    state: State
    since: datetime
    closes_at: datetime | None
    opens_at: datetime | None
    challenge_until: datetime | None
    may_vote: bool
    has_voted: bool


@dataclass(frozen=True)
class ProposalView:
    """A proposal's page."""

    id: int
    title: str
    text: str
    author_id: int
    state: State
    reason: str  # why it failed, or was withdrawn; empty otherwise
    steps: Sequence[StepView]
    decisions: Sequence[Decision]
    differences: Sequence[Difference]  # on the charter that was in force at notice
    rule: str
    threshold: Fraction
    quorum: Fraction
    poll: PollView | None
    may_vote: bool
    has_voted: bool
    is_mine: bool
    asked: Asked
    question: Question
    options: Sequence[OptionView]
    sponsors: Sequence[int]  # person ids, the first first
    sponsors_needed: int
    repeats: int | None  # the proposal of which this is the second vote
    repeated_by: int | None


def proposal(viewer: Viewer, proposal_id: int) -> ProposalView:
    """One proposal with all that anybody may know. Raises NotFound; a draft is its author's alone."""
    row = Proposal.objects.select_related("poll").filter(id=proposal_id).first()
    steps = (
        [] if row is None else [StepView(State(s.state), s.at, s.reason) for s in row.steps.order_by("id")]
    )
    if row is None or not _may_see(viewer, row, steps[-1].state):
        raise NotFound(_("There is no such proposal."))
    state = steps[-1].state
    poll = _poll_view(row.poll) if hasattr(row, "poll") else None
    here = charter.current() if poll is None else charter.at(poll.charter_version)
    decisions = [codec.read_back(each) for each in row.decisions]
    rule = asking.rule_for(row, here)
    has_voted = _seats_of(viewer, [row.id]).get(row.id)
    again = row.repeated_by.order_by("id").first()
    return ProposalView(
        id=row.id,
        title=row.title,
        text=row.text,
        author_id=row.author_id,
        state=state,
        reason=steps[-1].reason,
        steps=steps,
        decisions=decisions,
        differences=[each.preview(here) for each in decisions],
        rule=rule.name,
        threshold=poll.threshold if poll else rule.threshold,
        quorum=poll.quorum if poll else rule.quorum,
        poll=poll,
        may_vote=has_voted is not None and state is State.VOTING,
        has_voted=bool(has_voted),
        is_mine=row.author_id == viewer.person_id,
        asked=asked_from(row.question),
        question=asking.question_for(row, row.poll if poll else None),
        options=_options(row, on_ballot=poll is not None),
        sponsors=list(row.sponsors.order_by("id").values_list("person_id", flat=True)),
        sponsors_needed=here.read(GovernanceCharter).sponsors_needed,
        repeats=row.repeats_id,
        repeated_by=None if again is None else again.id,
    )


def open_to(viewer: Viewer) -> list[ProposalLine]:
    """Votes that are open and in which the viewer has a seat, what closes first on top."""
    rows = _at_state(State.VOTING).filter(poll__seats__person_id=viewer.person_id or 0)
    return _lines(viewer, list(rows.select_related("poll").order_by("poll__closes_at", "id")))


def page(
    viewer: Viewer,
    *,
    before: int | None = None,
    states: Collection[State] = tuple(State),
    limit: int = 20,
) -> list[ProposalLine]:
    """Proposals in one of these states that the viewer may see, newest first: older than the id `before`."""
    rows = _seen_in(viewer, states)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return _lines(viewer, list(rows.select_related("poll").order_by("-id")[:limit]))


def how_many(viewer: Viewer, states: Collection[State]) -> int:
    """How many proposals in one of these states the viewer may see."""
    return _seen_in(viewer, states).count()


def search(
    viewer: Viewer, text: str, *, before: int | None = None, limit: int = 20
) -> tuple[list[ProposalLine], int | None]:
    """Proposals whose title or text contains every word, newest first, that the viewer may see.

    And before which one the next page begins, if there is one.
    """
    rows = _seen_in(viewer, tuple(State)).select_related("poll")
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    found, older = spans.page(rows, before=before, limit=limit) if text.strip() else ([], None)
    return _lines(viewer, found), older


def titles(ids: Sequence[int]) -> dict[int, str]:
    """Titles of public proposals by id."""
    rows = Proposal.objects.filter(id__in=ids, poll__isnull=False)
    return dict(rows.values_list("id", "title"))


def _latest_steps() -> QuerySet[Step]:
    """Each proposal's latest step."""
    return Step.objects.filter(id__in=Step.objects.values("proposal").annotate(last=Max("id")).values("last"))


def _at_state(*states: State) -> QuerySet[Proposal]:
    return Proposal.objects.filter(id__in=_latest_steps().filter(state__in=states).values("proposal"))


def _seen_in(viewer: Viewer, states: Collection[State]) -> QuerySet[Proposal]:
    drafts = _at_state(State.DRAFT).exclude(author_id=viewer.person_id)
    return _at_state(*states).exclude(id__in=drafts.values("id"))


def _may_see(viewer: Viewer, row: Proposal, state: State) -> bool:
    return state is not State.DRAFT or row.author_id == viewer.person_id


def _seats_of(viewer: Viewer, ids: Sequence[int]) -> dict[int, bool]:
    """By proposal: has the viewer, who has a seat there, cast a ballot?"""
    if viewer.person_id is None:
        return {}
    cast = set(
        SealedBallot.objects.filter(seat__person_id=viewer.person_id).values_list("seat__poll_id", flat=True)
    ) | box.polls_with_ballots_of(viewer.person_id)
    seats = Seat.objects.filter(person_id=viewer.person_id, poll_id__in=ids)
    return {
        poll_id: bool(voted) or poll_id in cast for poll_id, voted in seats.values_list("poll_id", "voted")
    }


def _lines(viewer: Viewer, found: Sequence[Proposal]) -> list[ProposalLine]:
    ids = [row.id for row in found]
    steps = {step.proposal_id: step for step in _latest_steps().filter(proposal__in=ids)}
    seats = _seats_of(viewer, ids)
    return [
        _line(row, steps[row.id], seats.get(row.id))
        for row in found
        if _may_see(viewer, row, State(steps[row.id].state))
    ]


def _line(row: Proposal, step: Step, has_voted: bool | None) -> ProposalLine:
    """`has_voted` is None for a viewer without a seat."""
    poll: Poll | None = row.poll if hasattr(row, "poll") else None
    return ProposalLine(
        id=row.id,
        title=row.title,
        author_id=row.author_id,
        state=State(step.state),
        since=step.at,
        closes_at=None if poll is None else poll.closes_at,
        opens_at=None if poll is None else poll.opens_at,
        challenge_until=None if poll is None else poll.challenge_until,
        may_vote=has_voted is not None and step.state == State.VOTING,
        has_voted=bool(has_voted),
    )


def _options(row: Proposal, *, on_ballot: bool) -> list[OptionView]:
    return [
        OptionView(
            id=each.id,
            number=each.number,
            title=each.title,
            text=each.text,
            by=each.by_id,
            person_id=each.person_id,
            decisions=[codec.read_back(one) for one in each.decisions],
            cost=each.cost,
            withdrawn=each.withdrawn_at is not None,
        )
        for each in asking.option_rows(row, on_ballot=on_ballot)
    ]


def _poll_view(poll: Poll) -> PollView:
    return PollView(
        mode=Mode(poll.mode),
        override=asking.override_of(charter.at(poll.charter_version), Fraction(poll.threshold)),
        lot_commitment=poll.lot_commitment,
        was_extended=poll.looked_at is not None,
        classes=classes_from(poll.by_class),
        charter_version=poll.charter_version,
        method=poll.method,
        rule=poll.rule,
        threshold=Fraction(poll.threshold),
        quorum=Fraction(poll.quorum),
        roll_size=poll.roll_size,
        roll_root=poll.roll_root,
        decisions_sha256=poll.decisions_sha256,
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        challenge_until=poll.challenge_until,
    )

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from commonhold.civic.governance.models import Poll, Proposal, SealedBallot, Seat, State, Step
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import strictest
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision, Difference
from commonhold.ground.refusal import NotFound
from commonhold.social.people.queries import Viewer

UNDECIDED = (State.DRAFT, State.NOTICE, State.VOTING, State.WAITING, State.STUCK)


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


def proposal(viewer: Viewer, proposal_id: int) -> ProposalView:
    """One proposal with all that anybody may know. Raises NotFound; a draft is its author's alone."""
    row = _with_state().select_related("poll").filter(id=proposal_id).first()
    if row is None or (row.state == State.DRAFT and row.author_id != viewer.person_id):
        raise NotFound(_("There is no such proposal."))
    poll = _poll_view(row.poll) if hasattr(row, "poll") else None
    here = charter.current() if poll is None else charter.at(poll.charter_version)
    decisions = [codec.decode(each) for each in row.decisions]
    steps = [StepView(State(s.state), s.at, s.reason) for s in row.steps.order_by("id")]
    rule = strictest(here, {each.rule_name(here) for each in decisions})
    seat = _seats_of(viewer, [row.id]).get(row.id)
    return ProposalView(
        id=row.id,
        title=row.title,
        text=row.text,
        author_id=row.author_id,
        state=State(row.state),
        reason=steps[-1].reason,
        steps=steps,
        decisions=decisions,
        differences=[each.preview(here) for each in decisions],
        rule=rule.name,
        threshold=poll.threshold if poll else rule.threshold,
        quorum=poll.quorum if poll else rule.quorum,
        poll=poll,
        may_vote=seat is not None and row.state == State.VOTING,
        has_voted=seat is not None and seat,
        is_mine=row.author_id == viewer.person_id,
    )


def proposals(viewer: Viewer, *, limit: int = 200) -> list[ProposalLine]:
    """All proposals that the viewer may see, newest first."""
    rows = _with_state().select_related("poll").order_by("-id")
    seen = [row for row in rows[:limit] if row.state != State.DRAFT or row.author_id == viewer.person_id]
    seats = _seats_of(viewer, [row.id for row in seen])
    return [_line(row, seats) for row in seen]


def needs_me(viewer: Viewer) -> list[ProposalLine]:
    """Open votes in which the viewer has a seat and no ballot yet, the one that closes first on top."""
    waiting = [each for each in proposals(viewer) if each.may_vote and not each.has_voted]
    return sorted(waiting, key=lambda each: (each.closes_at is None, each.closes_at))


def enacted_since(since: datetime) -> list[ProposalLine]:
    """Proposals that took effect after `since`, the latest first."""
    rows = _with_state().filter(state=State.ENACTED, since__gte=since).select_related("poll")
    return [_line(row, {}) for row in rows.order_by("-since")]


def needed_rule(decisions: Sequence[Decision]) -> Rule:
    """What a vote on these decisions must reach today."""
    here = charter.current()
    return strictest(here, {each.rule_name(here) for each in decisions})


def preview(decisions: Sequence[Decision]) -> list[Difference]:
    """What these decisions would change today."""
    here = charter.current()
    return [each.preview(here) for each in decisions]


def titles(ids: Sequence[int]) -> dict[int, str]:
    """Titles of public proposals by id."""
    rows = Proposal.objects.filter(id__in=ids, poll__isnull=False)
    return dict(rows.values_list("id", "title"))


def _with_state() -> QuerySet[Proposal]:
    last = Step.objects.filter(proposal=OuterRef("pk")).order_by("-id")
    return Proposal.objects.annotate(
        state=Subquery(last.values("state")[:1]), since=Subquery(last.values("at")[:1])
    )


def _seats_of(viewer: Viewer, ids: Sequence[int]) -> dict[int, bool]:
    """By proposal: has the viewer, who has a seat there, cast a ballot?"""
    if viewer.person_id is None:
        return {}
    cast = set(
        SealedBallot.objects.filter(seat__person_id=viewer.person_id).values_list("seat__poll_id", flat=True)
    )
    seats = Seat.objects.filter(person_id=viewer.person_id, poll_id__in=ids)
    return {
        poll_id: bool(voted) or poll_id in cast for poll_id, voted in seats.values_list("poll_id", "voted")
    }


def _line(row: Proposal, seats: dict[int, bool]) -> ProposalLine:
    poll: Poll | None = row.poll if hasattr(row, "poll") else None
    state = State(row.state)  # type: ignore[attr-defined]  # annotated by _with_state
    return ProposalLine(
        id=row.id,
        title=row.title,
        author_id=row.author_id,
        state=state,
        since=row.since,  # type: ignore[attr-defined]  # annotated by _with_state
        closes_at=poll and poll.closes_at,
        opens_at=poll and poll.opens_at,
        challenge_until=poll and poll.challenge_until,
        may_vote=row.id in seats and state == State.VOTING,
        has_voted=seats.get(row.id, False),
    )


def _poll_view(poll: Poll) -> PollView:
    return PollView(
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

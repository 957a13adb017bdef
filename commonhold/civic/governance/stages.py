"""Where a proposal can go from where it stands. The rows are `Step`; this is their grammar."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance.models import Proposal, Step
from commonhold.civic.governance.vocabulary import State
from commonhold.ground import ids
from commonhold.ground.refusal import NotFound

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.TALK, State.NOTICE, State.VOTING, State.WITHDRAWN}),
    State.TALK: frozenset({State.NOTICE, State.VOTING, State.WITHDRAWN}),
    State.NOTICE: frozenset({State.VOTING, State.WITHDRAWN}),
    State.VOTING: frozenset({State.WAITING, State.DEFEATED, State.NO_QUORUM, State.WITHDRAWN}),
    State.WAITING: frozenset({State.ENACTED, State.FAILED, State.STUCK}),
    State.STUCK: frozenset({State.ENACTED, State.FAILED, State.STUCK}),
    State.ENACTED: frozenset(),
    State.FAILED: frozenset(),
    State.DEFEATED: frozenset(),
    State.NO_QUORUM: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def lock(proposal_id: int) -> Proposal:
    """The proposal, held until this transaction ends. Raises NotFound."""
    row = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if row is None:
        raise NotFound(_("There is no such proposal."))
    return row


def state_of(proposal: Proposal) -> State:
    """Where it stands: the state of its latest step."""
    return State(proposal.steps.order_by("-id").values_list("state", flat=True)[0])


def arrive(proposal: Proposal, state: State, *, now: datetime, reason: str = "") -> None:
    """Write the step. Raises ValueError for a way that does not exist: a mistake of ours, not a refusal."""
    before = proposal.steps.order_by("-id").first()
    allowed = {State.DRAFT} if before is None else NEXT[State(before.state)]
    if state not in allowed:
        raise ValueError(f"a proposal cannot go from {before and before.state} to {state}")
    # Ids sort the steps, also when two fall on one millisecond.
    floor = 0 if before is None else before.id + 1
    Step.objects.create(id=max(ids.new_id(now), floor), proposal=proposal, state=state, at=now, reason=reason)

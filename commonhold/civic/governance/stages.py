"""Where a proposal can go from where it stands. The rows are `Step`; this is their grammar."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance.models import Proposal, Step
from commonhold.civic.governance.vocabulary import State
from commonhold.ground import ids
from commonhold.ground.refusal import NotFound

_S = State
_TO_THE_VOTE = frozenset({_S.KEYS, _S.NOTICE, _S.VOTING, _S.WITHDRAWN, _S.LAPSED})
_COUNTED = frozenset({_S.WAITING, _S.DEFEATED, _S.NO_QUORUM})
_TAKES_EFFECT = frozenset({_S.ENACTED, _S.FAILED, _S.STUCK})
_CHALLENGED = frozenset({_S.ANNULLED, _S.REPEATED, _S.REFUSED})

NEXT: dict[State, frozenset[State]] = {
    _S.DRAFT: frozenset({_S.SPONSORS, _S.TALK}) | _TO_THE_VOTE,
    _S.SPONSORS: frozenset({_S.TALK}) | _TO_THE_VOTE,
    _S.TALK: _TO_THE_VOTE,
    _S.KEYS: frozenset({_S.NOTICE, _S.WITHDRAWN, _S.LAPSED}),
    _S.NOTICE: frozenset({_S.VOTING, _S.WITHDRAWN}),
    _S.VOTING: frozenset({_S.COUNTING, _S.WITHDRAWN, _S.ANNULLED}) | _COUNTED,
    _S.COUNTING: frozenset({_S.LAPSED}) | _COUNTED,
    _S.WAITING: _TAKES_EFFECT | _CHALLENGED | {_S.PAUSED, _S.REGISTRATION},
    _S.PAUSED: _TAKES_EFFECT | _CHALLENGED | {_S.REGISTRATION},
    _S.REGISTRATION: _TAKES_EFFECT | {_S.REFUSED},
    _S.STUCK: _TAKES_EFFECT,
    _S.DEFEATED: frozenset({_S.ANNULLED, _S.REPEATED}),
    **{
        each: frozenset()
        for each in (
            _S.ENACTED,
            _S.FAILED,
            _S.NO_QUORUM,
            _S.WITHDRAWN,
            _S.LAPSED,
            _S.ANNULLED,
            _S.REPEATED,
            _S.REFUSED,
        )
    },
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

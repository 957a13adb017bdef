"""A proposal's way as a line of steps with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.vocabulary import State


@dataclass(frozen=True)
class StepOnPage:
    """It fits `components/steps.html`: status is done, current, coming or stopped."""

    name: str
    status: str
    at: datetime | None


#: What ended without taking effect.
ENDED = {State.FAILED, State.DEFEATED, State.NO_QUORUM, State.WITHDRAWN}


def steps_of(proposal: ProposalView) -> list[StepOnPage]:
    """What was, with the hour it came; what is; and what is to come, with the hour it is due."""
    names = _names()
    been = {step.state: step.at for step in proposal.steps}
    line = [
        StepOnPage(names[state], "current" if state is proposal.state else "done", at)
        for state, at in been.items()
        if state not in ENDED and state is not State.ENACTED
    ]
    if proposal.state in ENDED:
        return [*line, StepOnPage(names[proposal.state], "stopped", been[proposal.state])]
    if proposal.state is State.ENACTED:
        return [*line, StepOnPage(names[State.ENACTED], "done", been[State.ENACTED])]
    due = _due(proposal)
    order = [State.DRAFT, State.TALK, State.NOTICE, State.VOTING, State.WAITING, State.ENACTED]
    here = order.index(proposal.state) if proposal.state in order else order.index(State.WAITING)
    skipped = {State.TALK}  # nobody must go there
    if proposal.poll and proposal.poll.opens_at == been.get(State.VOTING):
        skipped.add(State.NOTICE)
    return line + [
        StepOnPage(names[state], "coming", due.get(state))
        for state in order[here + 1 :]
        if state not in skipped
    ]


def _due(proposal: ProposalView) -> dict[State, datetime]:
    if proposal.poll is None:
        return {}
    return {
        State.VOTING: proposal.poll.opens_at,
        State.WAITING: proposal.poll.closes_at,
        State.ENACTED: proposal.poll.challenge_until,
    }


def _names() -> dict[State, str]:
    return {
        State.DRAFT: _("Draft"),
        State.TALK: _("Discussion"),
        State.NOTICE: _("Notice"),
        State.VOTING: _("Vote"),
        State.WAITING: _("Count and waiting"),
        State.ENACTED: _("In force"),
        State.FAILED: _("Could not take effect"),
        State.STUCK: _("Stuck, being mended"),
        State.DEFEATED: _("Voted down"),
        State.NO_QUORUM: _("Too few took part"),
        State.WITHDRAWN: _("Withdrawn"),
    }

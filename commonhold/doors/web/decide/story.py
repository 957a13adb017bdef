"""A proposal's way as a line of steps with dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.vocabulary import ENDED_WITHOUT_EFFECT, Mode, State


@dataclass(frozen=True)
class StepOnPage:
    """It fits `components/steps.html`: status is done, current, coming or stopped."""

    name: str
    status: str
    at: datetime | None


#: What is passed over where the charter, or nobody, asks for it.
_SOMETIMES = {
    State.SPONSORS,
    State.TALK,
    State.KEYS,
    State.NOTICE,
    State.COUNTING,
    State.PAUSED,
    State.REGISTRATION,
}
#: These belong to sealed votes.
_SEALED = {State.KEYS, State.COUNTING}
_ORDER = [
    State.DRAFT,
    State.SPONSORS,
    State.TALK,
    State.KEYS,
    State.NOTICE,
    State.VOTING,
    State.COUNTING,
    State.WAITING,
    State.PAUSED,
    State.REGISTRATION,
    State.ENACTED,
]


def steps_of(proposal: ProposalView) -> list[StepOnPage]:
    """What was, with the hour it came; what is; and what is to come, with the hour it is due."""
    names = _names()
    been = {step.state: step.at for step in proposal.steps}
    line = [
        StepOnPage(names[state], "current" if state is proposal.state else "done", at)
        for state, at in been.items()
        if state not in ENDED_WITHOUT_EFFECT and state is not State.ENACTED
    ]
    if proposal.state in ENDED_WITHOUT_EFFECT:
        return [*line, StepOnPage(names[proposal.state], "stopped", been[proposal.state])]
    if proposal.state is State.ENACTED:
        return [*line, StepOnPage(names[State.ENACTED], "done", been[State.ENACTED])]
    due = _due(proposal)
    here = _ORDER.index(proposal.state) if proposal.state in _ORDER else _ORDER.index(State.WAITING)
    return line + [
        StepOnPage(names[state], "coming", due.get(state))
        for state in _ORDER[here + 1 :]
        if state not in _SOMETIMES
        or (state is State.NOTICE and proposal.poll is None)
        or (state in _SEALED and proposal.asked.mode is Mode.SEALED)
    ]


def _due(proposal: ProposalView) -> dict[State, datetime]:
    if proposal.poll is None:
        return {}
    then = State.COUNTING if proposal.asked.mode is Mode.SEALED else State.WAITING
    return {
        State.VOTING: proposal.poll.opens_at,
        then: proposal.poll.closes_at,
        State.ENACTED: proposal.poll.challenge_until,
    }


def _names() -> dict[State, str]:
    return {
        State.DRAFT: _("Draft"),
        State.SPONSORS: _("Looking for sponsors"),
        State.TALK: _("Deliberation"),
        State.NOTICE: _("Notice"),
        State.VOTING: _("Vote"),
        State.KEYS: _("Trustees make the key"),
        State.COUNTING: _("Trustees open the count"),
        State.WAITING: _("Count and waiting"),
        State.PAUSED: _("Paused by a guardian"),
        State.REGISTRATION: _("Waiting to be registered"),
        State.ENACTED: _("In force"),
        State.FAILED: _("Could not take effect"),
        State.STUCK: _("Stuck, being mended"),
        State.DEFEATED: _("Voted down"),
        State.NO_QUORUM: _("Too few took part"),
        State.WITHDRAWN: _("Withdrawn"),
        State.LAPSED: _("Lapsed"),
        State.ANNULLED: _("Annulled"),
        State.REPEATED: _("Voted on again"),
        State.REFUSED: _("Refused by the board"),
    }

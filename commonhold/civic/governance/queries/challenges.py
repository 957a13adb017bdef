from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance import stages
from commonhold.civic.governance.actions.challenge import signatures_needed
from commonhold.civic.governance.models import (
    BoardWord,
    EmergencyMeasure,
    Pause,
    Poll,
    Proposal,
    Recount,
    Seat,
    Signature,
)
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import CHALLENGEABLE, Role, State
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class RecountView:
    """Who had the ballots counted again, why, and whether it came out the same."""

    person_id: int
    reason: str
    agrees: bool
    at: datetime


@dataclass(frozen=True)
class PauseView:
    by: int
    reason: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class MeasureView:
    """An emergency measure; `ratified` is None while it is not settled."""

    by: int
    at: datetime
    lapses_at: datetime
    ended_at: datetime | None
    ratified: bool | None


@dataclass(frozen=True)
class BoardWordView:
    """What the board said: the register's reference, or why it calls the decision unlawful."""

    by: int
    registered: bool
    text: str
    at: datetime


@dataclass(frozen=True)
class Challenge:
    """What became of a count between closing and taking effect, and what the viewer can do about it."""

    is_open: bool
    until: datetime | None
    recounts: Sequence[RecountView]
    signatures: int
    signatures_needed: int
    pause: PauseView | None
    measure: MeasureView | None
    may_recount: bool
    may_sign: bool
    has_signed: bool
    may_pause: bool
    board_word: BoardWordView | None
    may_register: bool
    may_refuse: bool
    may_appeal: bool


def challenge(viewer: Viewer, proposal_id: int, *, at: datetime) -> Challenge | None:
    """None before a poll was made. What is public here is public to everybody."""
    poll = Poll.objects.select_related("proposal").filter(proposal_id=proposal_id).first()
    if poll is None:
        return None
    proposal, me = poll.proposal, viewer.person_id
    state, pause = stages.state_of(proposal), Pause.objects.filter(proposal=proposal).first()
    until = poll.challenge_until if pause is None else pause.until
    is_open = state in CHALLENGEABLE | {State.DEFEATED} and at < until
    recounts = [
        RecountView(row.person_id, row.reason, row.agrees, row.at)
        for row in Recount.objects.filter(proposal=proposal).order_by("id")
    ]
    seated = me is not None and Seat.objects.filter(poll=poll, person_id=me).exists()
    has_signed = me is not None and Signature.objects.filter(proposal=proposal, person_id=me).exists()
    roles = set() if me is None else {each.role for each in mandates.held_by(me, at=at)}
    word = BoardWord.objects.filter(proposal=proposal).first()
    governs = Role.BOARD in roles
    return Challenge(
        is_open=is_open,
        until=until,
        recounts=recounts,
        signatures=proposal.signatures.count(),
        signatures_needed=signatures_needed(poll),
        pause=None if pause is None else PauseView(pause.by_id, pause.reason, pause.at, pause.until),
        measure=_measure(proposal),
        may_recount=is_open and seated and me not in {each.person_id for each in recounts},
        may_sign=is_open and seated and not has_signed and proposal.repeats_id is None,
        has_signed=has_signed,
        may_pause=Role.GUARDIAN in roles and state is State.WAITING and pause is None,
        board_word=None if word is None else BoardWordView(word.by_id, word.registered, word.text, word.at),
        may_register=governs and state is State.REGISTRATION and word is None,
        may_refuse=governs and state in CHALLENGEABLE | {State.REGISTRATION} and word is None,
        may_appeal=seated and state is State.REFUSED and not proposal.repeated_by.exists(),
    )


def _measure(proposal: Proposal) -> MeasureView | None:
    row = EmergencyMeasure.objects.filter(proposal=proposal).first()
    return None if row is None else MeasureView(row.by_id, row.at, row.lapses_at, row.ended_at, row.ratified)

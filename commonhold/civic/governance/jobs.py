"""A proposal's way by itself: it opens, closes and takes effect at its hours. Each runs once."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from commonhold.civic.governance import (
    ballots,
    closing,
    law,
    mandates,
    notice,
    stages,
    tell,
    vacancies,
    voice,
)
from commonhold.civic.governance.models import (
    BoardWord,
    EmergencyMeasure,
    Pause,
    Poll,
    Proposal,
    SealedBallot,
)
from commonhold.civic.governance.questions.asked import asked_from
from commonhold.civic.governance.sealed import box, counting, opening
from commonhold.civic.governance.vocabulary import Kind as Asks
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS, Rule
from commonhold.ground.charter.texts import TOLD_TO_ALL
from commonhold.ground.decisions import actions as decisions
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.actions import Enacted
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.jobs.register import Kind, Payload


def open_voting(payload: Payload, now: datetime) -> None:
    """Notice is over: the ballot box opens, and every member on the roll is told."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is State.NOTICE:
        poll = Poll.objects.get(proposal=proposal)
        closing.make_up_for_a_late_opening(proposal, poll, now=now)
        if poll.mode == Mode.SEALED:
            opening.freeze(poll, now=now)
        stages.arrive(proposal, State.VOTING, now=now)
    if stages.state_of(proposal) is State.VOTING:
        tell.the_roll(proposal, "proposal.voting", now=now)
        voice.say_soon(proposal, State.VOTING, now=now)


def unopened(payload: Payload, now: datetime) -> None:
    """Too few trustees opened a sealed count in time: nothing is decided, and it says who was missing."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is not State.COUNTING:
        return
    poll = Poll.objects.get(proposal=proposal)
    stages.arrive(proposal, State.LAPSED, now=now, reason=counting.why_unopened(poll))
    tell.the_roll(proposal, "proposal.unopened", now=now)
    closing.discard_key_after_commit(poll, now)


def enact_proposal(payload: Payload, now: datetime) -> None:
    """Challenge time, or the guardian's pause, is over: carry out what was decided, all or none."""
    proposal = stages.lock(payload["proposal_id"])
    if State.ENACTED not in stages.NEXT[stages.state_of(proposal)] or _is_held_up(proposal, now):
        return
    poll = Poll.objects.select_related("sheet").get(proposal=proposal)
    decided = [codec.read_back(each) for each in poll.sheet.decisions]
    if law.must_be_registered(charter.current(), decided) and not _is_registered(proposal):
        if stages.state_of(proposal) is not State.REGISTRATION:
            stages.arrive(proposal, State.REGISTRATION, now=now)
            tell.the_roll(proposal, "proposal.registration", now=now)
        return
    enacted = _ratified(proposal, now) or decisions.enact(
        decided,
        reference=f"proposal:{proposal.id}",
        rule=Rule(poll.rule, Fraction(poll.threshold), Fraction(poll.quorum)),
        precondition=poll.precondition,
        now=now,
    )
    state = State.ENACTED if enacted.done else State.FAILED
    stages.arrive(proposal, state, now=now, reason=enacted.reason)
    tell.the_roll(proposal, f"proposal.{state}", now=now)
    if enacted.done and any(TOLD_TO_ALL & set(each.touches()) for each in decided):
        tell.everybody(proposal, "terms.changed", now=now)
    voice.say_soon(proposal, state, now=now)


def note_stuck(payload: Payload, now: datetime, error: Exception) -> None:
    """Enactment crashed: say so on the page. The job is tried again, also after an upgrade."""
    proposal = stages.lock(payload["proposal_id"])
    if State.STUCK in stages.NEXT[stages.state_of(proposal)]:
        stages.arrive(proposal, State.STUCK, now=now, reason=type(error).__name__)


def emergency_lapses(payload: Payload, now: datetime) -> None:
    """Nobody ratified it in time: what the board did is put back, and what is open of the vote ends."""
    measure = EmergencyMeasure.objects.select_related("proposal").get(proposal_id=payload["proposal_id"])
    if measure.ended_at is not None:
        return
    inverse = [codec.read_back(each) for each in measure.inverse]
    decisions.enact(
        [each for each in inverse if _still_holds(measure, each)],
        reference=f"emergency-lapsed:{measure.proposal_id}",
        rule=UNANIMOUS,  # whatever rule the charter names for putting it back, it lapses
        now=now,
    )
    measure.ended_at, measure.ratified = now, False
    measure.save(update_fields=["ended_at", "ratified"])
    tell.the_roll(measure.proposal, "emergency.lapsed", now=now)


def discard_ballots(payload: Payload, now: datetime) -> None:
    """A withdrawn proposal's ballots are destroyed unopened."""
    poll = Poll.objects.get(proposal_id=payload["proposal_id"])
    SealedBallot.objects.filter(seat__poll=poll).delete()
    box.discard(poll)
    closing.discard_key_after_commit(poll, now)


def destroy_key(payload: Payload, now: datetime) -> None:
    """Runs after the commit that deleted the ballots, so that no ballot is ever left without its key."""
    ballots.destroy_key(payload["proposal_id"])


def _is_held_up(proposal: Proposal, now: datetime) -> bool:
    pause = Pause.objects.filter(proposal=proposal).first()
    return pause is not None and now < pause.until


def _still_holds(measure: EmergencyMeasure, inverse: Decision) -> bool:
    """Is what it would put back still as the measure left it? What members decided since stays."""
    clauses, mine = charter.current().clauses, f"emergency:{measure.proposal_id}"
    return all(key in clauses and clauses[key].reference == mine for key in inverse.touches())


def _is_registered(proposal: Proposal) -> bool:
    return BoardWord.objects.filter(proposal=proposal, registered=True).exists()


def _ratified(proposal: Proposal, now: datetime) -> Enacted | None:
    """Of an emergency measure there is nothing left to do: it holds, and does not lapse any more."""
    if asked_from(proposal.question).kind is not Asks.EMERGENCY:
        return None
    # A second vote ratifies the measure of the first.
    measure = EmergencyMeasure.objects.get(proposal_id__in=[proposal.id, proposal.repeats_id])
    if measure.ended_at is not None:
        return None  # it lapsed while the vote went on; being carried, it is enacted anew
    measure.ended_at, measure.ratified = now, True
    measure.save(update_fields=["ended_at", "ratified"])
    return Enacted(0, True, "")


KINDS = [
    Kind("governance.open", open_voting),
    Kind("governance.look", closing.look_at_turnout),
    Kind("governance.close", closing.close_voting),
    Kind("governance.unopened", unopened),
    Kind("governance.enact", enact_proposal, stumbled=note_stuck),
    Kind("governance.emergency-lapses", emergency_lapses),
    Kind("governance.discard-ballots", discard_ballots),
    Kind("governance.destroy-key", destroy_key),
    *notice.KINDS,
    *mandates.KINDS,
    *vacancies.KINDS,
    *voice.KINDS,
    *tell.KINDS,
]

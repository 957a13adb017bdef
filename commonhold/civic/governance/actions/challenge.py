"""What members and the guardian can do between the count and its taking effect."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, closing, notice, stages, tell, voice
from commonhold.civic.governance.actions.propose import write
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import (
    CountSheet,
    Pause,
    Poll,
    Proposal,
    Recount,
    Seat,
    Signature,
)
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.questions.asked import asked_from
from commonhold.civic.governance.vocabulary import CHALLENGEABLE, Role, State
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal

LONGEST_REASON = 500
#: What can be challenged: what was carried and waits, and what was voted down, for as long.
_COUNTED = CHALLENGEABLE | {State.DEFEATED}


@transaction.atomic
def ask_recount(by: int, *, proposal_id: int, reason: str, now: datetime) -> bool:
    """Have the published ballots counted again, at once and in public; does it agree?

    Where it does not, the vote is annulled and nothing of it takes effect.
    """
    proposal, poll = _challenged(by, proposal_id, now)
    reason = _reason(reason)
    if Recount.objects.filter(proposal=proposal, person_id=by).exists():
        raise Refusal(_("You have had these ballots counted again already; the result stands below."))
    agrees = _counts_the_same(poll)
    Recount.objects.create(
        id=ids.new_id(now), proposal=proposal, person_id=by, reason=reason, agrees=agrees, at=now
    )
    body: dict[str, str | int] = {"proposal": str(proposal.id), "agrees": int(agrees)}
    record.append("governance.recounted", body, about=f"proposal:{proposal.id}", now=now)
    if not agrees:
        stages.arrive(proposal, State.ANNULLED, now=now, reason=_("A recount came to another result."))
        tell.the_roll(proposal, "proposal.annulled", now=now)
    return agrees


@transaction.atomic
def sign_petition(by: int, *, proposal_id: int, now: datetime) -> bool:
    """Ask for a second vote. When enough have asked, notice of it is given at once; was it?

    The first vote then decides nothing; of a second vote there is no third.
    """
    proposal, poll = _challenged(by, proposal_id, now)
    if proposal.repeats_id is not None:
        raise Refusal(_("This is the second vote already. There is no third."))
    Signature.objects.get_or_create(
        proposal=proposal, person_id=by, defaults={"id": ids.new_id(now), "at": now}
    )
    if proposal.signatures.count() < signatures_needed(poll):
        return False
    _vote_again(proposal, now)
    return True


@transaction.atomic
def pause_enactment(by: int, *, proposal_id: int, reason: str, now: datetime) -> datetime:
    """A guardian holds up what was carried, once and for the charter's days; returns until when."""
    proposal = stages.lock(proposal_id)
    mandates.must_hold(by, Role.GUARDIAN, at=now)
    if Pause.objects.filter(proposal=proposal).exists():
        raise Refusal(_("This was paused once already. It can't be paused again."))
    if stages.state_of(proposal) is not State.WAITING:
        raise Refusal(_("Only what was carried and is not in force yet can be paused."))
    days = charter.current().read(GovernanceCharter).pause_days
    poll = Poll.objects.get(proposal=proposal)
    until = max(poll.challenge_until, now) + timedelta(days=days)
    Pause.objects.create(proposal=proposal, by_id=by, reason=_reason(reason), at=now, until=until)
    stages.arrive(proposal, State.PAUSED, now=now, reason=reason.strip())
    body: dict[str, str | int] = {"proposal": str(proposal.id), "until": ids.milliseconds(until)}
    record.append("governance.paused", body, about=f"proposal:{proposal.id}", now=now)
    payload = {"proposal_id": proposal.id}
    jobs.schedule("governance.enact", key=f"{proposal.id}:paused", due=until, payload=payload)
    tell.the_roll(proposal, "proposal.paused", now=now)
    return until


def signatures_needed(poll: Poll) -> int:
    """How many of the roll must ask for a second vote."""
    share = charter.at(poll.charter_version).read(GovernanceCharter).petition_share
    return max(1, math.ceil(Fraction(share) * poll.roll_size))


def _challenged(by: int, proposal_id: int, now: datetime) -> tuple[Proposal, Poll]:
    proposal = stages.lock(proposal_id)
    poll = Poll.objects.filter(proposal=proposal).first()
    if poll is None or stages.state_of(proposal) not in _COUNTED or now >= _until(proposal, poll):
        raise Refusal(_("A count can be challenged from closing until it takes effect, and not later."))
    if not Seat.objects.filter(poll=poll, person_id=by).exists():
        raise Refusal(_("A count is challenged by members on this vote's roll."))
    return proposal, poll


def _until(proposal: Proposal, poll: Poll) -> datetime:
    pause = Pause.objects.filter(proposal=proposal).first()
    return poll.challenge_until if pause is None else pause.until


def _reason(text: str) -> str:
    text = text.strip()
    if not 3 <= len(text) <= LONGEST_REASON:
        raise Refusal(
            _("Say why in 3 to {n} characters; everybody can read it."), n=LONGEST_REASON, field="reason"
        )
    return text


def _counts_the_same(poll: Poll) -> bool:
    sheet = CountSheet.objects.get(poll=poll)
    if closing.root_again(poll) != sheet.ballots_root:
        return False
    again = closing.counted(poll, sheet.ballots_root)
    decided = [codec.encode(each) for each in again.decisions]
    return (again.outcome, list(again.elected), decided) == (sheet.outcome, sheet.elected, sheet.decisions)


def _vote_again(proposal: Proposal, now: datetime) -> None:
    """The same words and options once more, under the rules and with the roll of today."""
    stages.arrive(proposal, State.REPEATED, now=now)
    again = write(
        proposal.author_id,
        title=proposal.title,
        text=proposal.text,
        decisions=asking.proposed(proposal),
        asked=asked_from(proposal.question),
        repeats=proposal,
        now=now,
    )
    for row in asking.option_rows(proposal):
        row.id, row.proposal_id, row.number, row.at = ids.new_id(now), again.id, None, now
        row.save(force_insert=True)
    body = {"proposal": str(proposal.id), "again": str(again.id)}
    record.append("governance.repeated", body, about=f"proposal:{proposal.id}", now=now)
    notice.give_notice(again, now=now)
    if stages.state_of(again) is State.VOTING:
        voice.say_soon(again, State.VOTING, now=now)

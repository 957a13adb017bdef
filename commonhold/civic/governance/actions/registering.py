"""What the board owes the law: to register what must be registered, and to refuse what would be unlawful."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, notice, stages, tell, voice
from commonhold.civic.governance.actions.propose import write
from commonhold.civic.governance.models import BoardWord, Poll, Proposal
from commonhold.civic.governance.proposable import must_be_voter
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import CHALLENGEABLE, Role, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal

LONGEST_REASON = 2_000


@transaction.atomic
def note_registration(by: int, *, proposal_id: int, reference: str, now: datetime) -> None:
    """The register has it: what was decided takes effect now. `reference` is the register's own."""
    proposal = stages.lock(proposal_id)
    mandates.must_hold(by, Role.BOARD, at=now)
    if stages.state_of(proposal) is not State.REGISTRATION:
        raise Refusal(_("Only what waits to be registered can be noted as registered."))
    reference = reference.strip()
    if not 2 <= len(reference) <= 200:
        raise Refusal(_("Give the register's own reference, such as a date and number."), field="reference")
    BoardWord.objects.create(proposal=proposal, by_id=by, registered=True, text=reference, at=now)
    body = {"proposal": str(proposal.id), "reference": reference}
    record.append("governance.registered", body, about=f"proposal:{proposal.id}", now=now)
    payload = {"proposal_id": proposal.id}
    jobs.schedule("governance.enact", key=f"{proposal.id}:registered", due=now, payload=payload)


@transaction.atomic
def refuse_enactment(by: int, *, proposal_id: int, reasons: str, now: datetime) -> None:
    """The board refuses to carry out what the law forbids, in public; members can appeal to themselves.

    What the members insisted on after such a refusal can't be refused again.
    """
    proposal = stages.lock(proposal_id)
    mandates.must_hold(by, Role.BOARD, at=now)
    if stages.state_of(proposal) not in CHALLENGEABLE | {State.REGISTRATION}:
        raise Refusal(_("Only what was carried and is not in force yet can be refused."))
    if _was_refused(proposal.repeats):
        raise Refusal(_("The members heard your reasons and insisted. It can't be refused again."))
    reasons = reasons.strip()
    if not 20 <= len(reasons) <= LONGEST_REASON:
        raise Refusal(
            _("Say which law it breaks and how, in 20 to {n} characters; everybody can read it."),
            n=LONGEST_REASON,
            field="reason",
        )
    BoardWord.objects.create(proposal=proposal, by_id=by, registered=False, text=reasons, at=now)
    stages.arrive(proposal, State.REFUSED, now=now, reason=reasons)
    body = {"proposal": str(proposal.id), "reasons": record.commit_to(reasons)}
    record.append("governance.refused", body, about=f"proposal:{proposal.id}", now=now)
    tell.the_roll(proposal, "proposal.refused", now=now)


@transaction.atomic
def appeal_refusal(by: int, *, proposal_id: int, now: datetime) -> int:
    """Put what the board refused to the members once more; returns the new proposal's id.

    One appeal is enough, by whichever member; notice of it is given at once.
    """
    proposal = stages.lock(proposal_id)
    must_be_voter(by, now)
    if stages.state_of(proposal) is not State.REFUSED:
        raise Refusal(_("Only what the board refused can be appealed."))
    if proposal.repeated_by.exists():
        raise Refusal(_("Somebody has appealed already; the members vote on it."))
    decided = _decided(proposal)
    again = write(
        by,
        title=proposal.title,
        text=proposal.text,
        decisions=decided,
        asked=asking.plainly(decided, charter.current()),
        repeats=proposal,
        now=now,
    )
    notice.give_notice(again, now=now)
    if stages.state_of(again) is State.VOTING:
        voice.say_soon(again, State.VOTING, now=now)
    return again.id


def _decided(proposal: Proposal) -> list[Decision]:
    poll = Poll.objects.select_related("sheet").get(proposal=proposal)
    return [codec.read_back(each) for each in poll.sheet.decisions]


def _was_refused(proposal: Proposal | None) -> bool:
    return proposal is not None and stages.state_of(proposal) is State.REFUSED

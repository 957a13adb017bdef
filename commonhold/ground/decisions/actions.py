from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.absent import Absent, RoomIsAbsent
from commonhold.ground.decisions.decision import Decision, Enactment, must_stand_once
from commonhold.ground.decisions.models import EnactmentRow, Outcome
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Enacted:
    """How it ended: carried out, or refused with a reason in the member's words."""

    id: int
    done: bool
    reason: str


@transaction.atomic
def enact(
    decisions: Sequence[Decision],
    *,
    reference: str,
    rule: Rule,
    now: datetime,
    mandate: str = "",
    precondition: str = "",
) -> Enacted:
    """Carry out all of `decisions` or none, once per `reference`, and put the result on the record.

    `precondition` is what `codec.precondition` gave when the vote was announced; empty asks for nothing.

    A Refusal ends it as failed, with nothing of it left. Any other exception leaves this function and
    rolls everything back: the caller's job tries again.
    """
    earlier = EnactmentRow.objects.filter(reference=reference).first()
    if earlier is not None:
        return Enacted(earlier.id, earlier.outcome == Outcome.ENACTED, earlier.reason)
    enactment = Enactment(ids.new_id(now), now, reference, rule, mandate)
    reason = _carry_out(decisions, enactment, precondition)
    outcome = Outcome.FAILED if reason else Outcome.ENACTED
    EnactmentRow.objects.create(
        id=enactment.id,
        reference=reference,
        outcome=outcome,
        reason=reason,
        decisions=[codec.encode(each) for each in decisions],
        decisions_sha256=codec.digest(decisions),
        at=now,
    )
    body = {
        "enactment": str(enactment.id),
        "reference": reference,
        "decisions_sha256": codec.digest(decisions),
    }
    body |= {"reason": reason} if reason else {}
    record.append(f"decisions.{outcome}", body, about=reference, now=now)
    return Enacted(enactment.id, not reason, reason)


def _carry_out(decisions: Sequence[Decision], enactment: Enactment, precondition: str) -> str:
    """Enact inside a savepoint; return the refusal's words, or "" when all was done. Raises RoomIsAbsent."""
    for each in decisions:
        if isinstance(each, Absent):
            raise RoomIsAbsent(each.written["kind"])
    try:
        with transaction.atomic():
            if precondition and codec.precondition(decisions, charter.current()) != precondition:
                raise Refusal(
                    _(
                        "What this would change was changed by another decision after notice. Nothing was "
                        "done; it can be proposed again on the new text."
                    )
                )
            must_stand_once(decisions)  # of options, several may have won
            for decision in decisions:
                decision.check(charter.current(), enactment.rule)
                if not enactment.mandate:  # whose range a vote has given
                    decision.must_be_reached(charter.current(), enactment.rule)
                decision.enact(enactment)
            # A savepoint would let an unsealed entry through and COMMIT would then kill everything.
            ledger.must_be_sealed()
    except Refusal as refusal:
        return str(refusal)
    return ""

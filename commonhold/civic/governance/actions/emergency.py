from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, notice, tell
from commonhold.civic.governance.actions.propose import write
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import EmergencyMeasure
from commonhold.civic.governance.proposable import LONGEST_TITLE
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.vocabulary import Kind, Role
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import actions as enacting
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal


@transaction.atomic
def act_in_emergency(
    by: int, *, title: str, reason: str, decisions: Sequence[Decision], now: datetime
) -> int:
    """Enact what can't wait, at once, and put it to the members; return the ratifying proposal's id.

    For the board alone, and only for what an ordinary vote could decide and what can be put back: it is put
    back at the charter's hour unless the members ratify it. Raises Refusal otherwise, with nothing done.
    """
    mandates.must_hold(by, Role.BOARD, at=now)
    title, reason, here = title.strip(), reason.strip(), charter.current()
    if not 3 <= len(title) <= LONGEST_TITLE:
        raise Refusal(_("A title has between 3 and {n} characters."), n=LONGEST_TITLE, field="title")
    if len(reason) < 10:
        raise Refusal(_("Say why this can't wait for a vote; everybody can read it."), field="reason")
    asked = Asked(kind=Kind.EMERGENCY)
    rule = asking.must_fit(asked, decisions, here)
    if rule.name != "ordinary":
        raise Refusal(_("The rules themselves can wait for a vote. Only ordinary decisions can't."))
    back = [_put_back(each) for each in reversed(decisions)]
    proposal = write(by, title=title, text=reason, decisions=decisions, asked=asked, now=now)
    enacted = enacting.enact(decisions, reference=f"emergency:{proposal.id}", rule=rule, now=now)
    if not enacted.done:
        raise Refusal("{reason}", reason=enacted.reason)
    lapses = now + timedelta(days=here.read(GovernanceCharter).emergency_days)
    EmergencyMeasure.objects.create(
        proposal=proposal,
        by_id=by,
        reason=reason,
        decisions=[codec.encode(each) for each in decisions],
        inverse=[codec.encode(each) for each in back],
        at=now,
        lapses_at=lapses,
    )
    notice.give_notice(proposal, now=now)
    payload = {"proposal_id": proposal.id}
    jobs.schedule("governance.emergency-lapses", key=str(proposal.id), due=lapses, payload=payload)
    tell.the_roll(proposal, "emergency.enacted", now=now)
    return proposal.id


def _put_back(decision: Decision) -> Decision:
    inverse = decision.inverse(charter.current())
    if inverse is None:
        raise Refusal(
            _("This can't be put back, so it can't be done before a vote: “{what}”."), what=decision.words()
        )
    return inverse

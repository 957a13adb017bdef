from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import actions as decisions
from commonhold.ground.installation.queries import must_be_play
from commonhold.ground.refusal import Refusal


def must_be_able_to_appoint() -> None:
    """Refuse where mandates come from the members alone: in every real co-op."""
    must_be_play(
        _("Members give mandates, by vote: propose it. Only a demo or test co-op can skip the vote.")
    )


@transaction.atomic
def appoint_without_vote(person_id: int, *, role: str, now: datetime) -> None:
    """Give a member a mandate in a demo or a test co-op.

    It is enacted and stands on the record like any appointment; its reference, "console:ID", says that nobody
    voted. Raises Refusal in a real co-op, for who is no member, and for a role that doesn't exist.
    """
    must_be_able_to_appoint()
    enacted = decisions.enact(
        [AppointMandate(str(person_id), role)],
        reference=f"console:{person_id}:{role}",
        rule=UNANIMOUS,
        now=now,
    )
    if not enacted.done:
        raise Refusal("{reason}", reason=enacted.reason)

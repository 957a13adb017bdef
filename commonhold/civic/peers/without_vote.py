"""Peers in a demo or a test co-op, where nobody need vote."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.peers.decisions import AddPeer
from commonhold.ground import ids
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import actions as decisions
from commonhold.ground.installation.queries import must_be_play
from commonhold.ground.refusal import Refusal


@transaction.atomic
def add_without_vote(added: AddPeer, *, now: datetime) -> None:
    """Make another co-op a peer.

    It is enacted and stands on the record as every peer does; its reference, "console:NUMBER", says that
    nobody voted. Raises Refusal in a real co-op, and for what is no other co-op.
    """
    must_be_play(
        _("Members choose whom to witness, by vote: propose it. Only a demo or test co-op can skip it.")
    )
    enacted = decisions.enact([added], reference=f"console:{ids.new_id(now)}", rule=UNANIMOUS, now=now)
    if not enacted.done:
        raise Refusal("{reason}", reason=enacted.reason)

"""Telling the members of a roll what happened to a proposal."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.models import Proposal, Seat
from commonhold.social.notifications import actions as notifications


def the_roll(proposal: Proposal, kind: str, *, now: datetime) -> None:
    """One line to each member on the roll, author included; never how anybody voted."""
    notifications.notify_all(
        people_ids=list(Seat.objects.filter(poll_id=proposal.id).values_list("person_id", flat=True)),
        kind=kind,
        subject=f"proposal:{proposal.id}",
        words=proposal.title,
        now=now,
    )

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.arrivals.models import Arrival
from commonhold.social.letters import actions as letters


def export_of(person_id: int) -> dict[str, Any]:
    """With which community she came along, and when, as plain values."""
    row = Arrival.objects.filter(person_id=person_id).select_related("community").first()
    if row is None:
        return {"arrival": None}
    return {
        "arrival": {
            "server": row.community.domain,
            "name_there": row.username,
            "address_there": row.address,
            "arrived_at": row.arrived_at.isoformat(),
            "invited_at": None if row.invited_at is None else row.invited_at.isoformat(),
            "claimed_at": None if row.claimed_at is None else row.claimed_at.isoformat(),
            "was_suspended_there": row.is_suspended,
            "waits_until_she_claims": row.later,
        }
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Only a number stays, by which she does not come along once more."""
    row = Arrival.objects.select_for_update().filter(person_id=person_id).first()
    if row is None:
        return
    if row.address:
        letters.forget_address(row.address)
    row.username = row.address = row.digest = ""
    row.later, row.gone_at = {}, row.gone_at or now
    row.save()

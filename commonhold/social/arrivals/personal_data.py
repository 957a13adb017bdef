"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.social.arrivals.locking import lock_community_of
from commonhold.social.arrivals.models import Arrival, Community
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
            "suspended_there_at": None if row.suspended_at is None else row.suspended_at.isoformat(),
            "suspended_there_because": row.suspended_words,
            "freed_at": None if row.freed_at is None else row.freed_at.isoformat(),
            "freed_because": row.freed_words,
            "waits_until_she_claims": row.later,
        }
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Only a number stays, by which she does not come along once more."""
    seen = Arrival.objects.filter(person_id=person_id).first()
    if seen is None:
        return
    community = lock_community_of(seen)
    row = Arrival.objects.select_for_update().get(id=seen.id)
    if row.address:
        letters.forget_address(row.address)
    if community is not None:
        _forget_remarks(row, community)
    row.username = row.address = row.digest = row.suspended_words = row.freed_words = ""
    row.suspended_at, row.later, row.gone_at = None, {}, row.gone_at or now
    row.save()


def _forget_remarks(row: Arrival, community: Community) -> None:
    """What was remarked on about her, or a post or picture of hers, when she came."""
    hers = (f"{row.username}/", f"{row.username}:")
    kept = [each for each in community.remarks if each[0] != row.username and not each[0].startswith(hers)]
    if len(kept) < len(community.remarks):
        community.remarks = kept
        community.save(update_fields=["remarks"])

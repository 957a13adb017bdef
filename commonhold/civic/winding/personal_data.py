"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.civic.winding.models import AskedBooking, Booking, Liquidator, Settlement


def export_of(person_id: int) -> dict[str, Any]:
    """What she did as a liquidator."""
    return {
        "named_liquidator": [
            {"reference": row.winding.reference, "at": row.winding.decided_at.isoformat()}
            for row in Liquidator.objects.filter(person_id=person_id).select_related("winding").order_by("id")
        ],
        "settlements_asked": [
            {"sha256": row.sha256, "at": row.asked_at.isoformat()}
            for row in Settlement.objects.filter(asked_by_id=person_id).order_by("id")
        ],
        "settlements_confirmed": [
            {"sha256": row.sha256, "at": row.confirmed_at.isoformat() if row.confirmed_at else None}
            for row in Settlement.objects.filter(confirmed_by_id=person_id).order_by("id")
        ],
        "booked": [
            {"kind": row.kind, "words": row.words, "cents": row.cents, "at": row.at.isoformat()}
            for row in Booking.objects.filter(by_id=person_id).order_by("id")
        ],
        "bookings_asked": [
            {"kind": row.kind, "words": row.words, "cents": row.cents, "at": row.at.isoformat()}
            for row in AskedBooking.objects.filter(by_id=person_id).order_by("id")
        ],
        "bookings_ended": [
            {"end": row.end, "words": row.words, "at": row.ended_at.isoformat() if row.ended_at else None}
            for row in AskedBooking.objects.filter(ended_by_id=person_id).order_by("id")
        ],
    }


def erase(person_id: int, now: datetime) -> None:
    """Nothing goes: what settled the books stays, as the law asks, under a person without a name."""

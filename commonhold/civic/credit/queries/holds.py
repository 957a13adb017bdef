"""What is set aside and what went back, for the rooms that did it; never for a page."""

from __future__ import annotations

from commonhold.civic.credit.models import Hold, Reversal


def set_aside(key: str) -> int:
    """Minutes that are set aside now under this key, for the room that did it; 0 where none are."""
    return Hold.objects.filter(key=key, ended_at=None).values_list("minutes", flat=True).first() or 0


def gone_back(payment_id: int) -> int:
    """Minutes of a payment that were reversed; 0 where none were."""
    return Reversal.objects.filter(payment_id=payment_id).values_list("minutes", flat=True).first() or 0

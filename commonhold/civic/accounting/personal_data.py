"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.civic.accounting.models import AuditorNote, Closing, ClosingStep, Part


def export_of(person_id: int) -> dict[str, Any]:
    """Parts of surpluses, and what one did about closings, as plain values."""
    parts = Part.objects.filter(person_id=person_id).select_related("appropriation__statement")
    return {
        "surplus_parts": [
            {
                "year": row.appropriation.statement.year,
                "kind": row.kind,
                "amount": row.amount,
                "currency": row.currency,
            }
            for row in parts.order_by("id")
        ],
        "closings_asked": [
            {"period": row.period, "at": row.at.isoformat()}
            for row in Closing.objects.filter(asked_by_id=person_id).order_by("id")
        ],
        "closings_answered": [
            {"period": row.closing.period, "answer": row.kind, "reason": row.reason, "at": row.at.isoformat()}
            for row in ClosingStep.objects.filter(by_id=person_id).select_related("closing").order_by("id")
        ],
        "audits": [
            {"year": row.statement.year, "text": row.text, "at": row.at.isoformat()}
            for row in AuditorNote.objects.filter(by_id=person_id).select_related("statement").order_by("id")
        ],
    }


def erase(person_id: int, now: datetime) -> None:
    """Nothing goes: what closed the books stays, as the law asks, under a person without a name."""

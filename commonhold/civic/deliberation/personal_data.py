"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.deliberation.models import (
    Amendment,
    AmendmentAnswer,
    AmendmentSupport,
    Opinion,
    Remark,
    Statement,
)

_Outcome = AmendmentAnswer.Outcome


def export_of(person_id: int) -> dict[str, Any]:
    """What she said, stated, thinks, suggested and supports, as plain values."""
    opinions = Opinion.objects.filter(person_id=person_id).select_related("statement").order_by("id")
    amendments = Amendment.objects.filter(person_id=person_id).select_related("answer").order_by("id")
    supports = AmendmentSupport.objects.filter(person_id=person_id).order_by("id")
    return {
        "remarks": [_said(row) for row in Remark.objects.filter(person_id=person_id).order_by("id")],
        "statements": [_said(row) for row in Statement.objects.filter(person_id=person_id).order_by("id")],
        "opinions": [
            {
                "statement": row.statement.text,
                "answer": Opinion.Answer(row.answer).name.lower(),
                "at": row.at.isoformat(),
            }
            for row in opinions
        ],
        "amendments": [
            {
                "proposal": str(row.proposal_id),
                "title": row.title,
                "text": row.text,
                "decisions": row.decisions,
                "because": row.because,
                "answered": row.answer.outcome if hasattr(row, "answer") else None,
                "answer": row.answer.reason if hasattr(row, "answer") else None,
                "at": row.at.isoformat(),
            }
            for row in amendments
        ],
        "amendments_supported": [
            {"amendment": str(row.amendment_id), "at": row.at.isoformat()} for row in supports
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Forget what she thinks and supports, and her words; what was taken over is the proposal's by now."""
    Opinion.objects.filter(person_id=person_id).delete()
    AmendmentSupport.objects.filter(person_id=person_id).delete()
    Remark.objects.filter(person_id=person_id).update(text="", withdrawn_at=now)
    Opinion.objects.filter(statement__person_id=person_id).delete()
    Statement.objects.filter(person_id=person_id).update(text="", withdrawn_at=now)
    for row in Amendment.objects.filter(person_id=person_id).exclude(answer__outcome=_Outcome.ACCEPTED):
        gone = {"outcome": _Outcome.WITHDRAWN, "reason": "", "at": now}
        AmendmentAnswer.objects.update_or_create(amendment=row, defaults=gone)
        row.title, row.text, row.because = "", "", ""
        row.save(update_fields=["title", "text", "because"])
    Amendment.objects.filter(person_id=person_id).update(because="")


def _said(row: Remark | Statement) -> dict[str, str]:
    return {"proposal": str(row.proposal_id), "text": row.text, "at": row.at.isoformat()}

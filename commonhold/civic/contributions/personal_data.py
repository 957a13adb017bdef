"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.contributions.models import (
    Estimate,
    Opening,
    PreviewLine,
    SplitLine,
    Work,
    WorkAnswer,
    WorkPay,
)


def export_of(person_id: int) -> dict[str, Any]:
    """Her lines with their salts, work, and what she opened as an auditor, as plain values."""
    lines = SplitLine.objects.filter(person_id=person_id).exclude(line="").select_related("split")
    return {
        "splits": [
            {
                "month": row.split.month,
                "line": json.loads(row.line),
                "salt": bytes(row.salt).hex(),
                "public_sha256": row.split.sha256,
            }
            for row in lines.order_by("id")
        ],
        "work": [
            {"kind": row.kind, "units": row.units, "what": row.what, "at": row.at.isoformat()}
            for row in Work.objects.filter(person_id=person_id).order_by("id")
        ],
        "paid_for_work": [
            {"month": row.month, "cents": row.paid, "currency": row.currency}
            for row in WorkPay.objects.filter(person_id=person_id).order_by("id")
        ],
        "month_so_far": [
            {"month": row.month, "paid": row.paid, "credit": row.credit, "currency": row.currency}
            for row in Estimate.objects.filter(person_id=person_id)
        ],
        "other_terms_would_have_meant": [
            {"preview": str(row.preview_id), "before": row.before, "after": row.after}
            for row in PreviewLine.objects.filter(person_id=person_id).order_by("id")
        ],
        "work_answered": [
            {"confirmed": row.confirmed, "reason": row.reason, "at": row.at.isoformat()}
            for row in WorkAnswer.objects.filter(by_id=person_id).order_by("at", "work_id")
        ],
        "bundles_opened": [
            {"month": row.split.month, "reason": row.reason, "at": row.at.isoformat()}
            for row in Opening.objects.filter(by_id=person_id).select_related("split").order_by("id")
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her lines stay, as what is published follows from them, under keys that stand for nobody any more."""
    Estimate.objects.filter(person_id=person_id).delete()
    PreviewLine.objects.filter(person_id=person_id).delete()
    # What is still hers to get keeps her until she has it.
    mine = SplitLine.objects.filter(person_id=person_id, settled_at__isnull=False)
    mine.update(person=None)
    Work.objects.filter(person_id=person_id).update(what="–")

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.moderation.closing import forget_words
from commonhold.civic.moderation.models import Case, Juror, Measure, Recusal, Report


def export_of(person_id: int) -> dict[str, Any]:
    """What she reported and was answered, what was done about her, her juries and recusals.

    Who reported her, and who decided about her, is nobody's to hand out.
    """
    return {
        "reports": [
            {
                "kind": row.kind,
                "about": row.copy.get("url", ""),
                "rule": row.rule,
                "words": row.words,
                "passed_on_to": row.passed_on_to,
                "at": row.at.isoformat(),
                "outcome": row.outcome,
                "answer": row.answer,
                "first_answer": row.first_answer,
                "second_words": row.second_words,
            }
            for row in Report.objects.filter(reporter_id=person_id).order_by("id")
        ],
        "cases": [
            {
                "kind": row.kind,
                "about": row.copy.get("url", ""),
                "at": row.at.isoformat(),
                "closed_at": None if row.closed_at is None else row.closed_at.isoformat(),
            }
            for row in Case.objects.filter(person_id=person_id).order_by("id")
        ],
        "measures": [_measure(row) for row in Measure.objects.filter(person_id=person_id).order_by("id")],
        "juries": [
            {"called_at": row.called_at.isoformat(), "answer": row.answer, "reasons": row.reasons}
            for row in Juror.objects.filter(person_id=person_id).order_by("id")
        ],
        "stood_aside": [
            {"case": str(row.case_id), "words": row.words, "at": row.at.isoformat()}
            for row in Recusal.objects.filter(person_id=person_id).order_by("id")
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Erase her own words, and the copies of hers, but for those that are kept for a case.

    Those stay until nothing about the case can be appealed any more (`closing.py`).
    """
    Report.objects.filter(reporter_id=person_id).update(words="", rule="", second_words="")
    Recusal.objects.filter(person_id=person_id).update(words="")
    Report.objects.filter(person_id=person_id).exclude(outcome=Report.Outcome.KEPT).update(copy={})
    for case in Case.objects.filter(person_id=person_id, closed_at__isnull=False):
        forget_words(case)


def _measure(row: Measure) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "facts": row.facts,
        "rule": row.rule,
        "law": row.law,
        "since": None if row.since is None else row.since.isoformat(),
        "until": None if row.until is None else row.until.isoformat(),
        "end": row.end,
        "appeals": [
            {"words": each.words, "at": each.at.isoformat(), "outcome": each.outcome, "reasons": each.reasons}
            for each in row.appeals.order_by("id")
        ],
    }

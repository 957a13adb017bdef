"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from commonhold.civic.rights.models import Look, LookedAt, LookWords, Recovery, RecoveryStep, SignIn
from commonhold.civic.rights.vocabulary import NAMELESS


def export_of(person_id: int) -> dict[str, Any]:
    """Who looked at her data, as far as she has been told, and where she looked herself, each with why."""
    told = LookedAt.objects.filter(person_id=person_id, look__told__isnull=False)
    at_her = told.select_related("look__by", "look__words")
    hers = Look.objects.filter(by_id=person_id).select_related("words").order_by("id")
    sign_ins = SignIn.objects.filter(login__people=person_id).order_by("id")
    return {
        "looked_at_me": [_look(each.look) | {"by": _by(each.look)} for each in at_her.order_by("id")],
        "looked_by_me": [_look(each) for each in hers],
        "recoveries": [
            {
                "address": each.address,
                "how": each.how,
                "asked_at": each.asked_at.isoformat(),
                "end": each.end,
                "steps": [
                    {"kind": step.kind, "at": step.at.isoformat()} for step in each.steps.order_by("id")
                ],
            }
            for each in Recovery.objects.filter(person_id=person_id).order_by("id")
        ],
        "recovery_steps": [
            {"kind": each.kind, "words": each.words, "at": each.at.isoformat()}
            for each in RecoveryStep.objects.filter(by_id=person_id).order_by("id")
        ],
        "sign_ins": [
            {"device": each.device, "way": each.way, "at": each.at.isoformat()} for each in sign_ins
        ],
    }


def erase(person_id: int, now: datetime) -> None:
    """The words of looks at her and by her: the rows stay, and lead to somebody nameless. Where she signed in
    goes with her last profile.
    """
    LookWords.objects.filter(Q(look__by_id=person_id) | Q(look__people__person_id=person_id)).delete()
    RecoveryStep.objects.filter(recovery__person_id=person_id).delete()
    Recovery.objects.filter(person_id=person_id).delete()
    RecoveryStep.objects.filter(by_id=person_id).update(words="")


def _by(row: Look) -> str:
    """Who sits on a jury is told to nobody."""
    return "" if row.matter in NAMELESS else row.by.address


def _look(row: Look) -> dict[str, Any]:
    return {
        "matter": row.matter,
        "why": row.why,
        "words": row.words.text if hasattr(row, "words") else "",
        "at": row.at.isoformat(),
    }

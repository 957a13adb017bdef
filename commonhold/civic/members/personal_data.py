"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.members import actions
from commonhold.civic.members.models import Application, Belonging, Member, Vouch, Withdrawal


def export_of(person_id: int) -> dict[str, Any]:
    """Memberships, applications and vouches given, as plain values."""
    memberships = Member.objects.filter(person_id=person_id).order_by("id")
    applications = Application.objects.filter(person_id=person_id).order_by("id")
    vouches = Vouch.objects.filter(voucher_id=person_id).order_by("id")
    return {
        "memberships": [
            {
                "number": row.number,
                "branch": row.branch,
                "since": row.since.isoformat(),
                "votes_from": row.votes_from.isoformat(),
                "left_at": None if row.left_at is None else row.left_at.isoformat(),
                "classes": [_belonging(each) for each in row.belongings.order_by("id")],
            }
            for row in memberships
        ],
        "applications": [
            {"statement": row.statement, "class": row.class_key, "at": row.at.isoformat()}
            for row in applications
        ],
        "vouches_given": [
            {"application": str(row.application_id), "words": row.words, "at": row.at.isoformat()}
            for row in vouches
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """End the membership and forget every word; numbers and dates stay, as the register must."""
    if Member.objects.filter(person_id=person_id, left_at=None).exists():
        actions.leave(person_id, now=now)
    for row in Application.objects.filter(person_id=person_id, withdrawal=None, membership=None):
        Withdrawal.objects.create(application=row, at=now)
    Application.objects.filter(person_id=person_id).update(statement="")
    Vouch.objects.filter(voucher_id=person_id).update(words="")
    Belonging.objects.filter(member__person_id=person_id).update(because="")


def _belonging(row: Belonging) -> dict[str, str]:
    return {
        "class": row.class_key,
        "since": row.since.isoformat(),
        "votes_from": row.votes_from.isoformat(),
        "because": row.because,
        "reference": row.reference,
    }

"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.members import actions
from commonhold.civic.members.models import (
    Application,
    Belonging,
    Hearing,
    HearingAnswer,
    Member,
    PanelAppeal,
    PanelWord,
    Review,
    Vouch,
    VouchingPause,
    Withdrawal,
)


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
                "notices": [
                    {"at": each.at.isoformat(), "ends_at": each.ends_at.isoformat()}
                    for each in row.notices.order_by("id")
                ],
                "classes": [_belonging(each) for each in row.belongings.order_by("id")],
            }
            for row in memberships
        ],
        "applications": [
            {
                "statement": row.statement,
                "class": row.class_key,
                "at": row.at.isoformat(),
                "withdrawn_at": row.withdrawal.at.isoformat() if hasattr(row, "withdrawal") else None,
                "to_panel": hasattr(row, "panel_request"),
                "appeal": row.panel_appeal.words if hasattr(row, "panel_appeal") else "",
                "answers": [
                    {"answer": each.answer, "round": each.round, "at": each.at.isoformat()}
                    for each in row.panel_outcomes.order_by("id")
                ],
            }
            for row in applications
        ],
        "words_on_the_panel": [
            {"answer": row.answer, "reason": row.reason, "at": row.at.isoformat()}
            for row in PanelWord.objects.filter(by_id=person_id).order_by("id")
        ],
        "hearings": [
            {"statement": row.statement, "at": row.at.isoformat(), "found_fake": hasattr(row, "finding")}
            for row in Hearing.objects.filter(member__person_id=person_id).order_by("id")
        ],
        "answers_in_hearings": [
            {"text": row.text, "at": row.at.isoformat()}
            for row in HearingAnswer.objects.filter(person_id=person_id).order_by("id")
        ],
        "memberships_looked_at_again": [
            {"at": row.at.isoformat(), "closed_at": row.closed_at and row.closed_at.isoformat()}
            for row in Review.objects.filter(member__person_id=person_id).order_by("id")
        ],
        "pauses_of_vouching": [
            {"kind": row.kind, "at": row.at.isoformat(), "until": row.until.isoformat()}
            for row in VouchingPause.objects.filter(person_id=person_id).order_by("id")
        ],
        "vouches_given": [
            {
                "application": str(row.application_id),
                "words": row.words,
                "at": row.at.isoformat(),
                "ended_at": row.ended_at and row.ended_at.isoformat(),
                "ended": row.ended,
            }
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
    mine = Application.objects.filter(person_id=person_id)
    mine.update(statement="")
    PanelAppeal.objects.filter(application__in=mine).update(words="")
    PanelWord.objects.filter(application__in=mine).update(reason="")
    Vouch.objects.filter(voucher_id=person_id).update(words="")
    Hearing.objects.filter(member__person_id=person_id).update(statement="")
    HearingAnswer.objects.filter(person_id=person_id).update(text="")
    Review.objects.filter(member__person_id=person_id).update(note="")
    Belonging.objects.filter(member__person_id=person_id).update(because="")


def _belonging(row: Belonging) -> dict[str, str]:
    return {
        "class": row.class_key,
        "since": row.since.isoformat(),
        "votes_from": row.votes_from.isoformat(),
        "because": row.because,
        "reference": row.reference,
    }

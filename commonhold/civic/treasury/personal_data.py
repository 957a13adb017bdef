"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from commonhold.civic.treasury.models import (
    ArrearsStep,
    Bill,
    BillStep,
    Charge,
    Cost,
    DuesChoice,
    DuesCredit,
    StandingBill,
    Waiver,
)


def export_of(person_id: int) -> dict[str, Any]:
    """Dues by month, requests to the fund, bills handed in, costs answered for, as plain values."""
    charges = Charge.objects.filter(person_id=person_id).select_related("month", "receipt", "coverage")
    return {
        "dues": [_charge(row) for row in charges.order_by("month_id")],
        "dues_credit": [
            {"cents": row.cents, "currency": row.currency, "of": row.reference, "at": row.at.isoformat()}
            for row in DuesCredit.objects.filter(person_id=person_id).order_by("id")
        ],
        "dues_chosen": [
            {"cents": row.cents, "currency": row.currency, "months": row.months, "at": row.at.isoformat()}
            for row in DuesChoice.objects.filter(person_id=person_id).order_by("id")
        ],
        "arrears": [
            {"month": row.charge.month_id, "step": row.kind, "at": row.at.isoformat()}
            for row in ArrearsStep.objects.filter(charge__person_id=person_id)
            .select_related("charge")
            .order_by("id")
        ],
        "costs_that_come_back": [
            {"what": row.what, "payee": row.payee, "cents": row.cents, "currency": row.currency}
            for row in StandingBill.objects.filter(asked_by_id=person_id).order_by("id")
        ],
        "waivers": [_waiver(row) for row in Waiver.objects.filter(person_id=person_id).order_by("id")],
        "bills": [
            {"what": row.what, "payee": row.payee, "cents": row.cents, "at": row.at.isoformat()}
            for row in Bill.objects.filter(handed_in_by_id=person_id).order_by("id")
        ],
        "bills_answered": [
            {"what": row.bill.what, "answer": row.kind, "reason": row.reason, "at": row.at.isoformat()}
            for row in BillStep.objects.filter(by_id=person_id).select_related("bill").order_by("id")
        ],
        "costs_recorded": [
            {"what": row.what, "at": row.at.isoformat()}
            for row in Cost.objects.filter(recorded_by_id=person_id)
        ],
        "costs_approved": [
            {"what": row.what, "at": row.at.isoformat()}
            for row in Cost.objects.filter(approved_by_id=person_id)
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Forget that she ever asked the fund. Dues stay, as the books must, under a person without a name."""
    Waiver.objects.filter(person_id=person_id).delete()


def _charge(row: Charge) -> dict[str, Any]:
    receipt = getattr(row, "receipt", None)
    return {
        "month": row.month_id,
        "cents": row.cents,
        "currency": row.month.currency,
        "received_at": None if receipt is None else receipt.at.isoformat(),
        "carried_by_the_fund": hasattr(row, "coverage"),
    }


def _waiver(row: Waiver) -> dict[str, str | None]:
    moments = {"asked_at": row.asked_at, "granted_at": row.granted_at, "ended_at": row.ended_at}
    return {name: None if at is None else at.isoformat() for name, at in moments.items()}

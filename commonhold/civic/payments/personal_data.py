"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from commonhold.civic.payments.actions import splitting
from commonhold.civic.payments.models import (
    Allocation,
    BankDetails,
    CardPayment,
    Expected,
    Hold,
    Invoice,
    Line,
    Owed,
    Paper,
    Part,
    Transfer,
)
from commonhold.civic.payments.split_models import PayeeAccount, SplitPayment


def export_of(person_id: int) -> dict[str, Any]:
    """What was expected of her, what she was owed, and how that was settled, as plain values."""
    expected = Expected.objects.filter(person_id=person_id).select_related("arrival").order_by("id")
    parts = Part.objects.filter(owed__person_id=person_id).select_related("owed").order_by("id")
    details = BankDetails.objects.filter(person_id=person_id).first()
    return {
        "bank_details": None if details is None else {"iban": details.iban, "name": details.name},
        "payments_held_since": [
            row.at.isoformat() for row in Hold.objects.filter(person_id=person_id, ended_at=None)
        ],
        "payments_from_statements": [
            {
                "day": row.line.day.isoformat(),
                "name": row.line.name,
                "text": row.line.text,
                "cents": row.cents,
            }
            for row in Allocation.objects.filter(person_id=person_id).select_related("line").order_by("id")
        ],
        "payouts": [
            {"iban": row.iban, "name": row.name, "cents": row.cents, "reference": row.end_to_end}
            for row in Transfer.objects.filter(person_id=person_id).order_by("id")
        ],
        "receipts": [
            {"number": f"{row.year}-{row.number:05}", "at": row.at.isoformat()}
            for row in Paper.objects.filter(person_id=person_id).order_by("id")
        ],
        "invoices": [
            {"number": f"{row.year}-{row.number:05}", "to": row.to, "at": row.at.isoformat()}
            for row in Invoice.objects.filter(expected__person_id=person_id).order_by("id")
        ],
        "paid_by_card_account": [
            {"account": row.account, "at": row.at.isoformat()}
            for row in PayeeAccount.objects.filter(person_id=person_id)
        ],
        "card_payments_among_people": [
            {
                "mine": row.payer_id == person_id,
                "words": row.words,
                "cents": row.cents,
                "currency": row.currency,
                "at": row.at.isoformat(),
            }
            for row in SplitPayment.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id)).order_by(
                "id"
            )
        ],
        "card_payments": [
            {"cents": row.cents, "currency": row.currency, "at": row.at.isoformat()}
            for row in CardPayment.objects.filter(person_id=person_id).order_by("id")
        ],
        "payments_expected": [
            {
                "what": row.words,
                "cents": row.cents,
                "currency": row.currency,
                "reference": row.reference,
                "arrived_at": row.arrival.at.isoformat() if hasattr(row, "arrival") else None,
            }
            for row in expected
        ],
        "payments_owed": [
            {"what": row.words, "cents": row.cents, "currency": row.currency, "at": row.at.isoformat()}
            for row in Owed.objects.filter(person_id=person_id).order_by("id")
        ],
        "payments_settled": [
            {"what": row.owed.words, "how": row.kind, "cents": row.cents, "at": row.at.isoformat()}
            for row in parts
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Forget her bank details, and what banks wrote of her. The amounts stay, as the books must.

    A payment that is under way keeps where it goes until it is over.
    """
    BankDetails.objects.filter(person_id=person_id).delete()
    splitting.forget_account(person_id)
    SplitPayment.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id)).update(words="")
    lines = Line.objects.filter(allocations__person_id=person_id)
    lines |= Line.objects.filter(allocations__subject__in=_expected_of(person_id))
    Line.objects.filter(id__in=lines.values("id")).update(name="", account="", text="")
    over = Transfer.objects.filter(person_id=person_id).exclude(paid_at=None, dropped_at=None)
    over.update(name="", iban="", bic="")
    Expected.objects.filter(person_id=person_id).update(words="")
    Owed.objects.filter(person_id=person_id).update(words="")


def _expected_of(person_id: int) -> list[str]:
    ids = Expected.objects.filter(person_id=person_id).values_list("id", flat=True)
    return [f"expected:{each}" for each in ids]

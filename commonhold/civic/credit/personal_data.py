"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from commonhold.civic.credit import around, leaving
from commonhold.civic.credit.actions import release
from commonhold.civic.credit.models import Balance, Departure, HeldHop, Hold, Leg, Limit, Payment, Reversal


def export_of(person_id: int) -> dict[str, Any]:
    """Her limits and those that others gave her, her balances, payments, and what went through her."""
    limits = Limit.objects.filter(truster_id=person_id).order_by("id")
    given = Limit.objects.filter(trusted_id=person_id).order_by("id")
    balances = Balance.objects.filter(around.neighbours(person_id)).order_by("id")
    payments = Payment.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id)).order_by("id")
    legs = Leg.objects.filter(person_id=person_id).select_related("entry").order_by("id")
    return {
        "credit_limits": [{"person": str(row.trusted_id), **_span(row)} for row in limits],
        "credit_limits_of_others": [{"person": str(row.truster_id), **_span(row)} for row in given],
        "credit_balances": [
            {
                "person": str(row.high_id if row.low_id == person_id else row.low_id),
                "minutes_owed_to_me": row.minutes if row.low_id == person_id else -row.minutes,
            }
            for row in balances
        ],
        "credit_payments": [
            {
                "payer": str(row.payer_id),
                "payee": str(row.payee_id),
                "minutes": row.minutes,
                "words": row.words,
                "at": row.at.isoformat(),
            }
            for row in payments
        ],
        "credit_entries": [
            {"kind": row.entry.kind, "minutes": row.minutes, "at": row.entry.at.isoformat()} for row in legs
        ],
        "credit_departures": [
            {"rule": row.rule, "owed": row.owed, "taken_over": row.taken_over, "at": row.at.isoformat()}
            for row in Departure.objects.filter(person_id=person_id).order_by("id")
        ],
        "credit_reversals": [
            {"payment": str(row.payment_id), "because": row.because, "at": row.at.isoformat()}
            for row in Reversal.objects.filter(by_id=person_id).order_by("at")
        ],
        "credit_set_aside": [
            {
                "payer": str(row.payer_id),
                "payee": str(row.payee_id),
                "minutes": row.minutes,
                "at": row.at.isoformat(),
                "end": row.end,
            }
            for row in Hold.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id)).order_by("id")
        ],
        "credit_set_aside_over_me": [
            {"minutes": row.minutes, "at": row.hold.at.isoformat()}
            for row in HeldHop.objects.filter(taker_id=person_id).select_related("hold").order_by("id")
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Her limits end and her words go; hours that are open stand without her name, as the charter says.

    What is set aside for her or by her comes free.
    """
    held = Hold.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id), ended_at=None)
    for key in held.order_by("id").values_list("key", flat=True):
        release(key=key, now=now)
    leaving.depart(person_id, now=now)
    Payment.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id)).update(words="")


def _span(row: Limit) -> dict[str, Any]:
    return {
        "minutes": row.minutes,
        "at": row.at.isoformat(),
        "until": row.until and row.until.isoformat(),
    }

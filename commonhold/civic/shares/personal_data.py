"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.civic.members import queries as members
from commonhold.civic.shares.holdings import held_by
from commonhold.civic.shares.models import Notice, Operation, Pledge, Subscription, Transfer


def export_of(person_id: int) -> dict[str, Any]:
    """Her register, subscriptions, notices, transfers and pledges, as plain values."""
    numbers = [each.number for each in members.memberships_of(person_id)]
    operations = Operation.objects.filter(member__in=numbers) | Operation.objects.filter(other__in=numbers)
    return {
        "holdings": [
            {"member": number, "class": share_class, "shares": held.shares, "paid_cents": held.paid_cents}
            for number in numbers
            for share_class, held in held_by(number).items()
        ],
        "operations": [_operation(row) for row in operations.order_by("number")],
        "subscriptions": [
            {"shares": row.shares, "cents": row.cents, "at": row.at.isoformat()}
            for row in Subscription.objects.filter(person_id=person_id).order_by("id")
        ],
        "notices": [
            {"shares": row.shares, "due_at": row.due_at.isoformat(), "at": row.at.isoformat()}
            for row in Notice.objects.filter(person_id=person_id).order_by("id")
        ],
        "transfers": [
            {"from": row.member, "to": row.other, "shares": row.shares, "at": row.at.isoformat()}
            for row in (
                Transfer.objects.filter(giver_id=person_id) | Transfer.objects.filter(receiver_id=person_id)
            ).order_by("id")
        ],
        "pledges": [
            {"offer": row.offer.title, "shares": row.shares, "cents": row.cents, "at": row.at.isoformat()}
            for row in Pledge.objects.filter(person_id=person_id).select_related("offer").order_by("id")
        ],
    }


def erase(person_id: int, now: datetime) -> None:
    """Nothing: the register is kept by number, as the law and the books must; the name goes with people."""


def _operation(row: Operation) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "class": row.share_class,
        "from_or_of": row.member,
        "to": row.other,
        "shares": row.shares,
        "paid_cents": row.paid_cents,
        "written_cents": row.written_cents,
        "currency": row.currency,
        "at": row.at.isoformat(),
    }

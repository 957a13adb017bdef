"""What was paid in dues, person by person: for working out shares, never for pages."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from commonhold.civic.treasury.models import Coverage, Receipt
from commonhold.ground.ledger import queries as ledger

_MONTH = "charge__cents"


def paid_by(*, since: datetime, until: datetime, currency: str) -> dict[int, int]:
    """Dues that each person paid herself, at `since` or later and before `until`."""
    rows = Receipt.objects.filter(at__gte=since, at__lt=until, charge__month__currency=currency)
    return dict(rows.order_by().values_list("charge__person_id").annotate(cents=Sum(_MONTH)))


def carried(*, since: datetime, until: datetime, currency: str) -> dict[int, int]:
    """Dues that the fund had to pay for each, as it booked them in this time."""
    rows = Coverage.objects.filter(
        booked_at__gte=since, booked_at__lt=until, charge__month__currency=currency
    )
    return dict(rows.order_by().values_list("charge__person_id").annotate(cents=Sum(_MONTH)))


def to_be_carried(*, until: datetime, currency: str) -> dict[int, int]:
    """The same of what it will pay when the month is over."""
    rows = Coverage.objects.filter(booked_at=None, at__lt=until, charge__month__currency=currency)
    return dict(rows.order_by().values_list("charge__person_id").annotate(cents=Sum(_MONTH)))


def fund_paid(*, since: datetime, until: datetime, currency: str) -> int:
    """What the fund had for them: less than was carried where it did not reach."""
    moved = ledger.moved_by(["fund.paid"], since=since, until=until, currency=currency)
    return -moved.get("income:dues", 0)


def paid_in_all(person_id: int, *, currency: str) -> int:
    """Dues that one person ever paid herself: for her alone."""
    rows = Receipt.objects.filter(charge__person_id=person_id, charge__month__currency=currency)
    return rows.aggregate(cents=Sum(_MONTH))["cents"] or 0

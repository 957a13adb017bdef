"""Credit on dues: what somebody's next charges cost less. A small ledger of its own beside the books.

It is granted in sums, and used by itself: on whatever is open, the oldest first, and on what is raised next.
Whom the solidarity fund carries keeps hers until she pays again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum

from commonhold.civic.treasury.accounts import DUES, DUES_CREDIT, open_accounts
from commonhold.civic.treasury.models import Charge, DuesCredit, Receipt, Waiver
from commonhold.ground import ids
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg

_AT_ONCE = 500


@transaction.atomic
def grant(credits: Mapping[int, int], *, currency: str, reference: str, now: datetime) -> None:
    """Let these people's next dues cost less, in minor units by person; once for each reference.

    The caller books it to `liabilities:dues-credit`.
    """
    open_accounts(now=now)
    there = DuesCredit.objects.filter(reference=reference, person_id__in=list(credits))
    had = set(there.values_list("person_id", flat=True))
    DuesCredit.objects.bulk_create(
        _row(person_id, cents, currency, reference, now)
        for person_id, cents in sorted(credits.items())
        if cents > 0 and person_id not in had
    )
    use(credits.keys(), now=now)


def use(person_ids: Collection[int], *, now: datetime) -> None:
    """Let credit pay what it can of these people's open charges; what it pays wholly is settled."""
    wanted = sorted(person_ids)
    for begin in range(0, len(wanted), _AT_ONCE):
        _use(wanted[begin : begin + _AT_ONCE], now)


def free(charge_ids: Collection[int], *, now: datetime) -> None:
    """Give back what was set aside for these charges: somebody else pays them."""
    rows = DuesCredit.objects.filter(charge_id__in=charge_ids).order_by()
    sums = rows.values_list("charge_id", "person_id", "currency").annotate(total=Sum("cents"))
    DuesCredit.objects.bulk_create(
        _row(person_id, -total, currency, f"freed:{charge_id}:{ids.new_id(now)}", now, charge_id=charge_id)
        for charge_id, person_id, currency, total in sums
        if total
    )


def on_charge(charge_id: int) -> int:
    """What credit pays of a charge, in minor units."""
    total = DuesCredit.objects.filter(charge_id=charge_id).aggregate(cents=Sum("cents"))["cents"]
    return -(total or 0)


def held_by(person_id: int) -> dict[str, int]:
    """What is left of somebody's credit, by currency."""
    return {currency: cents for (_person, currency), cents in _left([person_id]).items()}


def take_out(person_id: int, *, reference: str, now: datetime) -> dict[str, int]:
    """End what is left of somebody's credit, who gets it otherwise now; by currency."""
    left = held_by(person_id)
    for currency, cents in left.items():
        DuesCredit.objects.bulk_create([_row(person_id, -cents, currency, f"{reference}:{currency}", now)])
    return left


def _use(person_ids: list[int], now: datetime) -> None:
    left = _left(person_ids)
    if not left:
        return
    used, paid = [], []
    for row in _open({person_id for person_id, _currency in left}):
        mine = (row.person_id, row.month.currency)
        due = row.cents + (row.credited or 0)
        if part := min(due, left.get(mine, 0)):
            left[mine] -= part
            said = f"charge:{row.id}:{ids.new_id(now)}"
            used.append(_row(row.person_id, -part, row.month.currency, said, now, charge_id=row.id))
            if part == due:
                paid.append(row)
    DuesCredit.objects.bulk_create(used)
    _settle(paid, now)


def _open(person_ids: set[int]) -> QuerySet[Charge, Any]:
    """Their open charges, but for those whom the fund carries."""
    carried = Waiver.objects.filter(person=OuterRef("person"), granted_at__isnull=False, ended_at=None)
    rows = Charge.objects.filter(person_id__in=person_ids, receipt=None, coverage=None, cents__gt=0)
    rows = rows.exclude(Exists(carried)).select_related("month").order_by("month_id", "id")
    return rows.annotate(credited=Sum("credits__cents"))


def _settle(charges: list[Charge], now: datetime) -> None:
    """Receipts for each; in the books, one entry a month for all."""
    Receipt.objects.bulk_create(
        Receipt(id=ids.new_id(now), charge=row, recorded_by=None, at=now) for row in charges
    )
    sums: Counter[tuple[str, str]] = Counter()
    for row in charges:
        sums[row.month_id, row.month.currency] += row.cents
    for (month, currency), cents in sorted(sums.items()):
        ledger.post(
            kind="dues.credited",
            key=f"dues-credit:{ids.new_id(now)}",
            cause=f"dues:{month}",
            legs=[Leg(DUES_CREDIT, cents, currency), Leg(DUES, -cents, currency)],
            at=now,
        )


def _left(person_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """What is left of credit, above nothing, by person and currency."""
    rows = DuesCredit.objects.filter(person_id__in=person_ids).order_by().values_list("person_id", "currency")
    found = rows.annotate(cents=Sum("cents"))
    return {(person_id, currency): cents for person_id, currency, cents in found if cents > 0}


def _row(
    person_id: int, cents: int, currency: str, reference: str, now: datetime, *, charge_id: int | None = None
) -> DuesCredit:
    return DuesCredit(
        id=ids.new_id(now),
        person_id=person_id,
        cents=cents,
        currency=currency,
        reference=reference,
        charge_id=charge_id,
        at=now,
    )

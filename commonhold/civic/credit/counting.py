"""The whole book, looked through once a day: whether it adds up, and how much is owed. Everybody may know."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from commonhold.civic.credit import book
from commonhold.civic.credit.models import Balance, Count, Entry, Leg
from commonhold.ground.charter import dates
from commonhold.ground.record import actions as record

log = logging.getLogger("commonhold.credit")

_UNSEALED = """
    SELECT count(*) FROM credit_entry e WHERE NOT EXISTS (SELECT 1 FROM credit_seal s WHERE s.id = e.id)
"""
_UNBALANCED = """
    SELECT count(*) FROM (
        SELECT entry_id FROM credit_leg GROUP BY entry_id, balance_id HAVING sum(minutes) <> 0
    ) uneven
"""


def sweep(now: datetime) -> None:
    """Count the book once a day, when something was booked since the last time."""
    day = dates.local_day(now)
    last = Count.objects.order_by("-day").values_list("day", "entries").first()
    if last is not None and last[0] >= day:
        return
    if Entry.objects.count() != (0 if last is None else last[1]):
        count(day, now)


@transaction.atomic
def count(day: date, now: datetime) -> Count:
    """Look the book through, keep what was found, and put its head on the record."""
    entries, sha256 = book.head()
    owed, people = 0, set[int]()
    for low_id, high_id, minutes in Balance.objects.exclude(minutes=0).values_list(
        "low_id", "high_id", "minutes"
    ):
        owed += abs(minutes)
        people |= {low_id, high_id}
    row = Count(
        day=day,
        at=now,
        entries=entries,
        people=len(people),
        owed=owed,
        sum=Leg.objects.aggregate(all=Coalesce(Sum("minutes"), 0))["all"],
        wrong=wrong(),
        sha256=sha256,
    )
    row.save(force_insert=True)
    if row.wrong or row.sum:
        log.error("mutual credit: %d things in the book don't add up; restore your latest backup", row.wrong)
    body: dict[str, str | int] = {
        "entries": entries,
        "owed": owed,
        "sum": row.sum,
        "wrong": row.wrong,
        "sha256": sha256,
    }
    record.append("credit.counted", body, about="credit", now=now)
    return row


def wrong() -> int:
    """Balances that are not the sum of their legs, and entries that are unsealed or uneven."""
    legs = Leg.objects.filter(balance=OuterRef("id"), person=OuterRef("low")).order_by()
    summed = legs.values("balance").annotate(all=Sum("minutes")).values("all")
    rows = Balance.objects.annotate(legs_sum=Coalesce(Subquery(summed), 0))
    miscounted: int = sum(minutes != sum_ for minutes, sum_ in rows.values_list("minutes", "legs_sum"))
    with connection.cursor() as cursor:
        cursor.execute(_UNSEALED)
        unsealed = int(cursor.fetchone()[0])
        cursor.execute(_UNBALANCED)
        uneven = int(cursor.fetchone()[0])
    return miscounted + unsealed + uneven

"""Everybody gets what is hers: credit on dues, and what she was thanked for.

Whether it is paid out to her now is the payments' to say: to whoever is suspended it is owed, and held.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from commonhold.civic.contributions import owing
from commonhold.civic.contributions.models import Split, SplitLine
from commonhold.civic.treasury import credits, months
from commonhold.ground import ids
from commonhold.social.notifications.actions.telling import notify_all

_AT_ONCE = 10  # people in one transaction: each takes about 10 ms, since dues may be settled


def settle(month: str, *, now: datetime) -> None:
    """All who have not got theirs yet; whoever comes again finds nobody left."""
    split = Split.objects.get(month=month)
    while True:
        with transaction.atomic():
            rows = list(_waiting(split).select_for_update()[:_AT_ONCE])
            if not rows:
                Split.objects.filter(id=split.id, settled_at=None).update(settled_at=now)
                return
            _give(split, rows, now)


@transaction.atomic
def owe_credit(person_id: int, *, now: datetime) -> None:
    """What is left of the credit of somebody who left, as money."""
    said = f"left:{ids.milliseconds(now)}"
    for currency, cents in credits.take_out(person_id, reference=said, now=now).items():
        owing.owe_credit(person_id, said=said, cents=cents, currency=currency, now=now)


def _give(split: Split, rows: Sequence[SplitLine], now: datetime) -> None:
    mine = [row for row in rows if row.person_id is not None]
    by_credit = {_id(row): _credit(split, row) for row in mine if _credit(split, row)}
    if by_credit:
        credits.grant(by_credit, currency=split.currency, reference=f"split:{split.month}", now=now)
    for row in mine:
        if _money(split, row):
            owing.owe_for_thanks(row, now=now)
    SplitLine.objects.filter(id__in=[row.id for row in rows]).update(settled_at=now)
    notify_all(
        people_ids=[_id(row) for row in mine if row.stands == "member" or row.paid],
        kind="contributions.shared",
        subject=f"split:{split.month.replace('-', '')}",
        words=months.in_words(split.month),
        now=now,
    )


def _credit(split: Split, row: SplitLine) -> int:
    return row.credit + (row.paid if _is_turned(split, row) else 0)


def _money(split: Split, row: SplitLine) -> int:
    return 0 if _is_turned(split, row) else row.paid


def _is_turned(split: Split, row: SplitLine) -> bool:
    """Does what she was thanked for pay her dues?"""
    return split.terms["payout"] == "credit" and row.stands == "member"


def _waiting(split: Split) -> QuerySet[SplitLine]:
    return SplitLine.objects.filter(split=split, settled_at=None).order_by("id")


def _id(row: SplitLine) -> int:
    assert row.person_id is not None  # of erased people nothing is asked
    return row.person_id

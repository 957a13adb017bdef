"""Confirmed work is paid when the month is over: all of it, or in proportion within what was voted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum

from commonhold.civic.contributions import owing
from commonhold.civic.contributions.accounts import WORK_OWED, open_accounts
from commonhold.civic.contributions.charter import ContributionsCharter
from commonhold.civic.contributions.models import WorkAnswer, WorkPay
from commonhold.civic.treasury import accounts, months
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from rulebook.split.flat_rates import flat_rates_v1

#: Before the month's split is closed; it is a cost of the month in which it is booked.
_AFTER = timedelta(minutes=30)


@transaction.atomic
def pay(month: str, *, now: datetime) -> None:
    """Pay what was confirmed and not paid yet, once a month; what does not fit stays owed."""
    currency = accounts.currency()
    if WorkPay.objects.filter(month=month, currency=currency).exists():
        return
    earned = earned_still(currency)
    if not earned:
        return
    most = charter.current().read(ContributionsCharter).work_most_cents or None
    people = sorted(earned)
    keys = [str(each) for each in people]
    owed = [earned[each] for each in people]
    sheet = flat_rates_v1({}, [], keys=keys, seed=f"work:{month}".encode(), owed=owed, most=most)
    rows = [
        WorkPay(
            id=ids.new_id(now),
            month=month,
            person_id=each,
            currency=currency,
            earned=sheet.earned[place],
            paid=sheet.paid[place],
            at=now,
        )
        for place, each in enumerate(people)
    ]
    WorkPay.objects.bulk_create(rows)
    _book(month, currency, rows, now)
    if sum(sheet.owed):
        plan(months.after(month))


def earned_still(currency: str) -> Counter[int]:
    """Everything ever confirmed, less everything ever paid: above nothing, by person."""
    confirmed = WorkAnswer.objects.filter(confirmed=True, currency=currency).order_by()
    left = Counter(dict(confirmed.values_list("work__person_id").annotate(cents=Sum("cents"))))
    paid = WorkPay.objects.filter(currency=currency).order_by()
    left.subtract(dict(paid.values_list("person_id").annotate(cents=Sum(F("paid")))))
    return +left


def _book(month: str, currency: str, rows: Sequence[WorkPay], now: datetime) -> None:
    total = sum(row.paid for row in rows)
    if not total:
        return
    open_accounts(now=now)
    ledger.post(
        kind="contributions.work",
        key=f"work:{month}:{currency}",
        cause=f"work:{month}",
        legs=[Leg(accounts.PAID_WORK, total, currency), Leg(WORK_OWED, -total, currency)],
        at=now,
    )
    for row in rows:
        if row.paid:
            owing.owe_for_work(row, now=now)


def plan(month: str) -> None:
    """Have the month's work paid when it is over."""
    jobs.schedule(
        "contributions.pay-work",
        key=month,
        due=months.beginning(months.after(month)) + _AFTER,
        payload={"month": month},
    )

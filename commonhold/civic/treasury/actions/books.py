from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import arrears, charges, months
from commonhold.civic.treasury.accounts import BANK, DUES, FUND, currency, open_accounts
from commonhold.civic.treasury.models import Coverage, Gift
from commonhold.civic.treasury.refusals import AmountNotAllowed
from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import actions as record

# On PostgreSQL an entry may commit a moment after its time, so what is published looks back.
_SETTLED = timedelta(seconds=10)


@transaction.atomic
def open_books(*, now: datetime) -> None:
    """At the founding: open the accounts and begin the first month."""
    open_accounts(now=now)
    _raise_dues(months.month_of(now), now)
    arrears.look_tomorrow(now)


@transaction.atomic
def begin_month(month: str, *, now: datetime) -> None:
    """Settle the month before, raise this month's dues for every member, and schedule the next."""
    open_accounts(now=now)  # those that the chart gained since the founding
    arrears.look_tomorrow(now)
    _let_the_fund_pay(now)
    _publish_head(now)
    _raise_dues(month, now)


@transaction.atomic
def give_to_fund(by: int, *, cents: int, now: datetime) -> int:
    """Book a gift to the solidarity fund; return the entry's id. For holders of the treasurer mandate.

    Raises Refusal without the mandate, or AmountNotAllowed.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    if cents <= 0:
        raise AmountNotAllowed
    gift = Gift.objects.create(
        id=ids.new_id(now), cents=cents, currency=currency(), recorded_by_id=by, at=now
    )
    return ledger.post(
        kind="fund.given",
        key=f"gift:{gift.id}",
        cause=f"gift:{gift.id}",
        legs=[Leg(BANK, cents, gift.currency), Leg(FUND, -cents, gift.currency)],
        at=now,
    )


def _raise_dues(month: str, now: datetime) -> None:
    charges.raise_dues(members.members(now), month=month, now=now)
    following = months.after(month)
    jobs.schedule(
        "treasury.begin-month", key=following, due=months.beginning(following), payload={"month": following}
    )


def _let_the_fund_pay(now: datetime) -> None:
    """One entry for all dues that the fund carried in a month, as far as the fund reaches."""
    waiting = Coverage.objects.filter(booked_at=None)
    sums = waiting.values_list("charge__month", "charge__month__currency").annotate(
        cents=Sum("charge__cents")
    )
    for month, code, cents in sums.order_by("charge__month"):
        paid = min(cents, -ledger_queries.balance(FUND).get(code, 0))
        if paid > 0:
            ledger.post(
                kind="fund.paid",
                key=f"fund:{ids.new_id(now)}",
                cause=f"dues:{month}",
                legs=[Leg(FUND, paid, code), Leg(DUES, -paid, code)],
                at=now,
            )
    waiting.update(booked_at=now)


def _publish_head(now: datetime) -> None:
    """What stands for the whole ledger goes on the record, so that no entry can be changed unseen."""
    until = now - _SETTLED
    head = ledger_queries.head(until=until)
    body: dict[str, int | str] = {
        "entries": head.count,
        "sha256": head.sha256,
        "until": ids.milliseconds(until),
    }
    record.append("treasury.ledger-head", body, now=now)

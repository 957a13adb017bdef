"""What happens by itself: months are closed and shared, work is paid, and each day brings an estimate."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.contributions import closing, paying_work, settling
from commonhold.civic.contributions.asking import compute
from commonhold.civic.contributions.models import Computation
from commonhold.civic.contributions.terms import current
from commonhold.civic.members.news import MemberLeft
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload

_KEPT = timedelta(days=40)


def close_month(payload: Payload, now: datetime) -> None:
    """The month is over: what it leaves will be shared."""
    closing.close_month(payload["month"], now=now)


def pay_work(payload: Payload, now: datetime) -> None:
    """The month is over: verified work is paid."""
    paying_work.pay(payload["month"], now=now)


def each_day(payload: Payload, now: datetime) -> None:
    """An estimate for everybody."""
    Computation.objects.filter(done_at__lt=now - _KEPT, kind="estimate").delete()
    if current().shares:
        compute("estimate", key=now.date().isoformat(), now=now)
        begin_days(now=now)


def begin_days(*, now: datetime) -> None:
    """Have the next day's work done early in its morning."""
    tomorrow = now.replace(hour=3, minute=0, second=0, microsecond=0) + timedelta(days=1)
    jobs.schedule("contributions.each-day", key=tomorrow.date().isoformat(), due=tomorrow, payload={})


def pay_out_credit(news: MemberLeft, now: datetime) -> None:
    """Whoever leaves has no dues to come: what is left of her credit is owed to her."""
    settling.owe_credit(news.person_id, now=now)


KINDS = [
    Kind("contributions.close-month", close_month),
    Kind("contributions.pay-work", pay_work),
    Kind("contributions.each-day", each_day),
]

"""What follows when money for shares arrives, or is taken back by whoever paid it."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.payments.news import ArrivalUndone, MoneyArrived
from commonhold.civic.shares import register, taking, vocabulary
from commonhold.civic.shares.holdings import Holding, holding
from commonhold.civic.shares.models import (
    Operation,
    Pledge,
    PledgeEnd,
    PledgePaid,
    Subscription,
    SubscriptionEnd,
)
from commonhold.civic.shares.register import Line
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.social.notifications import actions as notifications


def on_money_arrived(news: MoneyArrived, now: datetime) -> None:
    """Shares are paid in; a pledge's money waits for the end of its offer."""
    number = int(news.subject.rpartition(":")[2]) if ":" in news.subject else 0
    if news.kind == taking.SHARES:
        _pay_in(number, news.cents, now)
    elif news.kind == taking.OFFER:
        note_paid(number, now)


def on_arrival_undone(news: ArrivalUndone, now: datetime) -> None:
    """The payer's bank took the money back: the shares that it paid are gone again."""
    number = int(news.subject.rpartition(":")[2]) if ":" in news.subject else 0
    if news.kind == taking.SHARES:
        _undo(Subscription.objects.filter(id=number).first(), now)
    elif news.kind == taking.OFFER:
        pledge = Pledge.objects.filter(id=number, end=None).first()
        if pledge is not None:
            PledgeEnd.objects.create(pledge=pledge, how=PledgeEnd.How.CALLED_OFF, at=now)


def note_paid(pledge_id: int, now: datetime) -> None:
    """Once is enough."""
    pledge = Pledge.objects.filter(id=pledge_id).first()
    if pledge is None or not PledgePaid.objects.get_or_create(pledge=pledge, defaults={"at": now})[1]:
        return
    notifications.notify(
        person_id=pledge.person_id,
        kind="shares.pledge-paid",
        subject=f"share-offer:{pledge.offer_id}",
        words=pledge.offer.title,
        now=now,
    )


def _pay_in(subscription_id: int, cents: int, now: datetime) -> None:
    register.lock()
    row = Subscription.objects.filter(id=subscription_id, end=None).first()
    if row is None:
        return
    operation = register.write(
        Line(
            kind=Operation.Kind.PAY_IN,
            member=row.member,
            gain=Holding(paid_cents=cents),
            reference=f"subscription:{row.id}",
        ),
        now=now,
    )
    taking.end(row, SubscriptionEnd.How.PAID, operation, by=None, now=now)
    notifications.notify(
        person_id=row.person_id, kind="shares.paid-in", subject=f"subscription:{row.id}", now=now
    )


def _undo(row: Subscription | None, now: datetime) -> None:
    """As far as the shares are still there; for the rest the account shows what is missing."""
    register.lock()
    reference = f"undone:{row.id}" if row is not None else ""
    if row is None or Operation.objects.filter(reference=reference).exists():
        return
    held = holding(row.member, vocabulary.COMMON)
    if held.shares < row.shares or held.unpaid_cents:
        return
    part = held.part(row.shares)
    operation = register.write(
        Line(kind=Operation.Kind.WITHDRAW, member=row.member, gain=-part, reference=reference), now=now
    )
    if part.paid_cents:
        ledger.post(
            kind="shares.to-payer",
            key=f"shares-{reference}",
            cause=f"share-operation:{operation.number}",
            legs=[
                Leg(vocabulary.LEAVING, part.paid_cents, operation.currency),
                Leg(vocabulary.ARRIVED, -part.paid_cents, operation.currency),
            ],
            at=now,
        )
    notifications.notify(
        person_id=row.person_id, kind="shares.undone", subject=f"subscription:{row.id}", now=now
    )

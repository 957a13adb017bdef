"""Taking shares, and giving up those that are not paid."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.shares import register, taking, vocabulary
from commonhold.civic.shares.holdings import holding
from commonhold.civic.shares.models import Operation, Subscription, SubscriptionEnd
from commonhold.civic.shares.refusals import (
    LeastStays,
    NoSuchClassOfShares,
    NoSuchSubscription,
    NotPaidYet,
    SubscriptionIsOver,
)
from commonhold.civic.shares.register import Line
from commonhold.civic.shares.waiting import must_be_free


@transaction.atomic
def subscribe(by: int, *, shares: int, now: datetime) -> int:
    """Take shares at their nominal value; they are owed from now on. Return the subscription's id.

    Raises MembersOnly, NoSharesHere, NumberOfShares or AboveTheLawsMost.
    """
    return taking.subscribe(by, taking.number_of(by), shares, by=by, now=now)


@transaction.atomic
def call_off_subscription(by: int, *, subscription_id: int, now: datetime) -> None:
    """Give up shares that are not paid: one's own, or anybody's for the treasurer.

    Raises NoSuchSubscription, SubscriptionIsOver, LeastStays for what every member must hold, or Refusal
    without the mandate.
    """
    register.lock()
    row = Subscription.objects.filter(id=subscription_id).first()
    if row is None:
        raise NoSuchSubscription
    if row.person_id != by:
        mandates.must_hold(by, Role.TREASURER, at=now)
    if SubscriptionEnd.objects.filter(subscription=row).exists():
        raise SubscriptionIsOver
    rest = holding(row.member, vocabulary.COMMON).shares - row.shares
    here = taking.rules()
    if here.joining == "compulsory" and rest < here.least_shares and row.person_id == by:
        raise LeastStays(here.least_shares)
    taking.call_off(row, by=by, now=now)


@transaction.atomic
def convert_shares(by: int, *, member: int, shares: int, to: str, now: datetime) -> int:
    """Turn a member's paid shares into the charter's other class; return the operation's number.

    For the treasurer. Raises Refusal without the mandate, NoSuchClassOfShares, NotPaidYet or InNotice.
    """
    register.lock()
    mandates.must_hold(by, Role.TREASURER, at=now)
    classes = taking.rules().classes
    if to not in classes or len(classes) < 2:
        raise NoSuchClassOfShares
    from_ = next(each for each in classes if each != to)
    must_be_free(member, from_, shares)
    held = holding(member, from_)
    if held.unpaid_cents:
        raise NotPaidYet
    written = register.write(
        Line(
            kind=Operation.Kind.CONVERT,
            member=member,
            gain=-held.part(shares),
            share_class=from_,
            other=member,
            other_class=to,
            reference="mandate",
            by=by,
        ),
        now=now,
    )
    return written.number

"""Taking shares: what everybody must keep to, and the subscription that follows. For actions and jobs."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance import law
from commonhold.civic.members import queries as members
from commonhold.civic.payments import actions as payments
from commonhold.civic.shares import accounts, register, vocabulary
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.shares.holdings import Holding, held_by, whole
from commonhold.civic.shares.models import Operation, Subscription, SubscriptionEnd
from commonhold.civic.shares.refusals import AboveTheLawsMost, MembersOnly, NoSharesHere, NumberOfShares
from commonhold.civic.shares.register import Line
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending.queries import must_go_on

#: What this room calls its payments.
SHARES, OFFER, BACK, PLEDGE_BACK = "shares", "share-pledge", "shares-back", "share-pledge-back"


def number_of(person_id: int) -> int:
    """The number of her membership. Raises MembersOnly."""
    member = members.member_of(person_id)
    if member is None:
        raise MembersOnly
    return member.number


def rules() -> SharesCharter:
    """What the charter says of shares now. Raises NoSharesHere where it has none."""
    here = charter.current().read(SharesCharter)
    if here.most_shares == 0:
        raise NoSharesHere
    return here


def must_be_allowed(member: int, more: int) -> None:
    """Refuse when so many more shares are too few or too many. Raises NumberOfShares or AboveTheLawsMost."""
    here, held = rules(), whole(held_by(member).values())
    if more <= 0 or not here.least_shares <= held.shares + more <= here.most_shares:
        raise NumberOfShares(here.least_shares, here.most_shares)
    capital, coin = law.law_of(charter.current()).capital, accounts.currency()
    most = capital.most_held.get(coin)
    if most is not None and held.par_cents + more * here.nominal_cents > most:
        raise AboveTheLawsMost(most, coin, capital.most_held_because)


def subscribe(person_id: int, member: int, shares: int, *, by: int | None, now: datetime) -> int:
    """Write down that she takes shares and owes what they cost; return the subscription's id."""
    must_go_on()
    register.lock()
    must_be_allowed(member, shares)
    new, cents = ids.new_id(now), shares * rules().nominal_cents
    operation = register.write(
        Line(
            kind=Operation.Kind.SUBSCRIBE,
            member=member,
            gain=Holding(shares, cents),
            reference=f"subscription:{new}",
            by=by,
        ),
        now=now,
    )
    reference = payments.expect(
        kind=SHARES,
        subject=f"subscription:{new}",
        account=vocabulary.ARRIVED,
        cents=cents,
        currency=operation.currency,
        person_id=person_id,
        words=_("Shares, number {number} of the register").format(number=operation.number),
        now=now,
    )
    Subscription.objects.create(
        id=new,
        person_id=person_id,
        member=member,
        shares=shares,
        cents=cents,
        currency=operation.currency,
        operation=operation,
        payment=reference,
        at=now,
    )
    return new


def call_off(subscription: Subscription, *, by: int | None, now: datetime) -> None:
    """Give unpaid shares up again; whatever arrives for them afterwards waits for the treasurer."""
    payments.call_off(kind=SHARES, subject=f"subscription:{subscription.id}", now=now)
    operation = register.write(
        Line(
            kind=Operation.Kind.WITHDRAW,
            member=subscription.member,
            gain=Holding(-subscription.shares, -subscription.cents),
            reference=f"subscription:{subscription.id}",
            by=by,
        ),
        now=now,
    )
    end(subscription, SubscriptionEnd.How.CALLED_OFF, operation, by=by, now=now)


def end(
    subscription: Subscription,
    how: SubscriptionEnd.How,
    operation: Operation,
    *,
    by: int | None,
    now: datetime,
) -> None:
    SubscriptionEnd.objects.create(subscription=subscription, how=how, operation=operation, by_id=by, at=now)

"""Share offers: opened by a vote, pledged to until a day, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from commonhold.civic.members import queries as members
from commonhold.civic.payments import actions as payments
from commonhold.civic.payments.refusals import ArrivedAlready
from commonhold.civic.shares import accounts, arriving, register, taking, vocabulary
from commonhold.civic.shares.holdings import Holding
from commonhold.civic.shares.models import Offer, OfferEnd, Operation, Pledge, PledgeEnd
from commonhold.civic.shares.register import Line
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.ending import queries as ending
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from commonhold.social.notifications import actions as notifications

JOB = "shares.close-offer"


@dataclass(frozen=True)
class Pledged:
    """How many shares of an offer are pledged and stand, and how many of them are paid."""

    shares: int
    paid: int


def open_offer(*, title: str, words: str, least: int, most: int, days: int, because: Authority) -> int:
    """Open it, and schedule its end; return its id. Raises NoSharesHere."""
    here = taking.rules()
    row = Offer.objects.create(
        id=ids.new_id(because.at),
        title=title,
        words=words,
        least=least,
        most=most,
        nominal_cents=here.nominal_cents,
        currency=accounts.currency(),
        reference=because.reference,
        opened_at=because.at,
        closes_at=because.at + timedelta(days=days),
    )
    accounts.open_accounts(now=because.at)
    jobs.schedule(JOB, key=str(row.id), due=row.closes_at, payload={"offer": str(row.id)})
    body: dict[str, int | str] = {
        "offer": str(row.id),
        "least": least,
        "most": most,
        "nominal": here.nominal_cents,
        "currency": row.currency,
        "closes": ids.milliseconds(row.closes_at),
    }
    record.append("shares.offer-opened", body, about=because.reference, now=because.at)
    return row.id


def is_open(offer: Offer, now: datetime) -> bool:
    return now < offer.closes_at and not OfferEnd.objects.filter(offer=offer).exists()


def pledged(offer: Offer) -> Pledged:
    """Those that were called off count no more."""
    standing = offer.pledges.exclude(end__how=PledgeEnd.How.CALLED_OFF).values_list("shares", "paid")
    found = list(standing)
    return Pledged(sum(n for n, _paid in found), sum(n for n, paid in found if paid is not None))


def call_off(pledge: Pledge, now: datetime) -> None:
    """Expect its money no more. Raises ArrivedAlready where that is here."""
    payments.call_off(kind=taking.OFFER, subject=f"pledge:{pledge.id}", now=now)
    PledgeEnd.objects.create(pledge=pledge, how=PledgeEnd.How.CALLED_OFF, at=now)


def close(offer_id: int, now: datetime) -> None:
    """On its day: paid pledges become shares if there are enough of them, else all money is owed back.

    So it is in a co-op that ends, which makes no new shares.
    """
    register.lock()
    offer = Offer.objects.filter(id=offer_id, end=None).first()
    if offer is None:
        return
    for pledge in offer.pledges.filter(end=None, paid=None).order_by("id"):
        try:
            call_off(pledge, now)
        except ArrivedAlready:
            arriving.note_paid(pledge.id, now)
    paid = list(offer.pledges.filter(end=None, paid__isnull=False).order_by("id"))
    shares = sum(each.shares for each in paid)
    is_enough = shares >= offer.least and ending.stage() is None
    how = OfferEnd.How.SUCCEEDED if is_enough else OfferEnd.How.FAILED
    OfferEnd.objects.create(offer=offer, how=how, shares=shares, at=now)
    body: dict[str, int | str] = {"offer": str(offer.id), "how": how.value, "shares": shares}
    record.append("shares.offer-closed", body, about=offer.reference, now=now)
    for pledge in paid:
        if how is OfferEnd.How.SUCCEEDED and _is_allowed(pledge):
            _make_shares(pledge, offer, now)
        else:
            _owe_back(pledge, offer, now)
        _tell(pledge, offer, how, now)


def close_all(now: datetime) -> None:
    """Those that are open, before their day: for whoever has written down that the co-op ends."""
    for offer_id in Offer.objects.filter(end=None).order_by("id").values_list("id", flat=True):
        close(offer_id, now)


def _is_allowed(pledge: Pledge) -> bool:
    """Is she still a member, under the same number, and may she hold as many?"""
    member = members.member_of(pledge.person_id)
    if member is None or member.number != pledge.member:
        return False
    try:
        taking.must_be_allowed(pledge.member, pledge.shares)
    except Refusal:
        return False
    return True


def _make_shares(pledge: Pledge, offer: Offer, now: datetime) -> None:
    reference = f"pledge:{pledge.id}"
    subscribed = Line(
        kind=Operation.Kind.SUBSCRIBE,
        member=pledge.member,
        gain=Holding(pledge.shares, pledge.cents),
        reference=reference,
    )
    paid = Line(
        kind=Operation.Kind.PAY_IN,
        member=pledge.member,
        gain=Holding(paid_cents=pledge.cents),
        reference=reference,
        account=vocabulary.PLEDGED,
    )
    register.write_many([subscribed, paid], now=now)
    PledgeEnd.objects.create(pledge=pledge, how=PledgeEnd.How.SHARES, at=now)


def _owe_back(pledge: Pledge, offer: Offer, now: datetime) -> None:
    payments.owe(
        kind=taking.PLEDGE_BACK,
        subject=f"pledge:{pledge.id}",
        account=vocabulary.PLEDGED,
        cents=pledge.cents,
        currency=offer.currency,
        person_id=pledge.person_id,
        words=_("Your pledge for “{title}”").format(title=offer.title),
        now=now,
    )
    PledgeEnd.objects.create(pledge=pledge, how=PledgeEnd.How.OWED_BACK, at=now)


def _tell(pledge: Pledge, offer: Offer, how: OfferEnd.How, now: datetime) -> None:
    notifications.notify(
        person_id=pledge.person_id,
        kind=f"shares.offer-{how.value}",
        subject=f"share-offer:{offer.id}",
        words=offer.title,
        now=now,
    )

"""Pledging for shares of an offer, until its day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.payments import actions as payments
from commonhold.civic.payments.refusals import ArrivedAlready
from commonhold.civic.shares import offers, taking, vocabulary
from commonhold.civic.shares.models import Offer, Pledge, PledgeEnd, PledgePaid
from commonhold.civic.shares.refusals import (
    NoSuchOffer,
    NoSuchPledge,
    OfferIsFull,
    OfferIsOver,
    PledgedAlready,
    PledgeIsPaid,
)
from commonhold.ground import ids


@transaction.atomic
def pledge(by: int, *, offer_id: int, shares: int, now: datetime) -> int:
    """Promise to take shares of an offer, and get a reference to pay under; return the pledge's id.

    Two at once never go beyond the offer's most together. Raises MembersOnly, NoSuchOffer, OfferIsOver,
    PledgedAlready, OfferIsFull, NumberOfShares or AboveTheLawsMost.
    """
    offer = _lock(offer_id)
    member = taking.number_of(by)
    if not offers.is_open(offer, now):
        raise OfferIsOver
    if offer.pledges.filter(person_id=by).exclude(end__how=PledgeEnd.How.CALLED_OFF).exists():
        raise PledgedAlready
    left = offer.most - offers.pledged(offer).shares
    if shares > left:
        raise OfferIsFull(left)
    taking.must_be_allowed(member, shares)
    new, cents = ids.new_id(now), shares * offer.nominal_cents
    reference = payments.expect(
        kind=taking.OFFER,
        subject=f"pledge:{new}",
        account=vocabulary.PLEDGED,
        cents=cents,
        currency=offer.currency,
        person_id=by,
        words=_("Your pledge for “{title}”").format(title=offer.title),
        now=now,
    )
    Pledge.objects.create(
        id=new,
        offer=offer,
        person_id=by,
        member=member,
        shares=shares,
        cents=cents,
        payment=reference,
        at=now,
    )
    return new


@transaction.atomic
def take_back_pledge(by: int, *, pledge_id: int, now: datetime) -> None:
    """Take back what is not paid yet. Raises NoSuchPledge, OfferIsOver or PledgeIsPaid."""
    row = Pledge.objects.filter(id=pledge_id, person_id=by).first()
    if row is None:
        raise NoSuchPledge
    offer = _lock(row.offer_id)
    if not offers.is_open(offer, now) or PledgeEnd.objects.filter(pledge=row).exists():
        raise OfferIsOver
    if PledgePaid.objects.filter(pledge=row).exists():
        raise PledgeIsPaid
    try:
        offers.call_off(row, now)
    except ArrivedAlready:
        raise PledgeIsPaid from None


def _lock(offer_id: int) -> Offer:
    row = Offer.objects.select_for_update().filter(id=offer_id).first()
    if row is None:
        raise NoSuchOffer
    return row

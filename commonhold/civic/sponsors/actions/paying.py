"""The treasurer books what a sponsor paid, and the ad runs; and what goes back of one that ended early."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.sponsors import arriving, asked, standing
from commonhold.civic.sponsors.accounts import INCOME
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.sponsors.models import Ad, AdStep, Run
from commonhold.civic.sponsors.refusals import (
    AdIsOver,
    ApprovalNeeded,
    CategoryNotAllowed,
    NoSuchAd,
    NothingToRefund,
)
from commonhold.civic.sponsors.vocabulary import ENDS_WAITING, Step
from commonhold.civic.treasury.accounts import BANK
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg


@transaction.atomic
def book_payment(by: int, *, ad_id: int, now: datetime) -> int:
    """Its price arrived, and no statement says so: book it, and have it run; return the entry's id.

    Raises Refusal without the treasurer mandate, NoSuchAd, AdIsOver, ApprovalNeeded, CategoryNotAllowed or
    ArrivedAlready.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    ad = Ad.objects.select_for_update(of=("self",)).select_related("sponsor").filter(id=ad_id).first()
    if ad is None:
        raise NoSuchAd
    if ad.steps.filter(kind__in=ENDS_WAITING).exists():
        raise AdIsOver
    more = standing.needed() - ad.steps.filter(kind=Step.APPROVED).count()
    if more > 0:
        raise ApprovalNeeded(more)
    if not charter.current().read(SponsorsCharter).allows(ad.category):
        raise CategoryNotAllowed
    arriving.expect(ad, now)
    found = asked.expected(ad)
    if found is None:
        raise NoSuchAd
    entry_id = record_arrival(by, expected_id=found.id, now=now)
    # The news of it would begin the run too, a moment later; this way the treasurer sees it at once.
    arriving.begin(ad, by=by, now=now)
    return entry_id


@transaction.atomic
def book_refund(by: int, *, ad_id: int, now: datetime) -> int:
    """What an ad that ended early did not use went back: book it; return the entry's id. Booked once.

    Raises Refusal without the treasurer mandate, NoSuchAd or NothingToRefund.
    """
    mandates.must_hold(by, Role.TREASURER, at=now)
    run = (
        Run.objects.select_for_update(of=("self",)).select_related("ad__sponsor").filter(ad_id=ad_id).first()
    )
    if run is None:
        raise NoSuchAd
    ad = run.ad
    if not run.refund_cents or ad.steps.filter(kind=Step.REFUNDED).exists():
        raise NothingToRefund
    AdStep.objects.create(id=ids.new_id(now), ad=ad, kind=Step.REFUNDED, by_id=by, at=now)
    return ledger.post(
        kind="sponsors.refunded",
        key=f"ad-refunded:{ad.id}",
        cause=f"ad:{ad.id}",
        legs=[Leg(INCOME, run.refund_cents, ad.currency), Leg(BANK, -run.refund_cents, ad.currency)],
        at=now,
        narration=ad.sponsor.name,
    )

"""The panel answers: two say yes, one says no with a reason, or one ends what runs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.sponsors import arriving, panel, standing, telling
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.sponsors.keeping import CONTACT_KEPT, forget_contact_later, let_picture_go
from commonhold.civic.sponsors.models import Ad, AdStep, Run
from commonhold.civic.sponsors.prices import days_shown, refund
from commonhold.civic.sponsors.refusals import (
    AdIsOver,
    ApprovedAlready,
    CategoryNotAllowed,
    NoSuchAd,
    NotRunning,
    OwnAd,
    ReasonNeeded,
    TextLength,
)
from commonhold.civic.sponsors.vocabulary import ENDS_WAITING, Ground, Step
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.record import actions as record
from rulebook.canonical import Json

LONGEST_REASON = 500


@transaction.atomic
def approve_ad(by: int, *, ad_id: int, now: datetime) -> None:
    """Answer for an ad.

    Raises NoSuchAd, Refusal without the panel's mandate, AdIsOver, OwnAd, CategoryNotAllowed where a vote
    closed its category meanwhile, or ApprovedAlready.
    """
    must_go_on()
    ad = _locked_waiting(by, ad_id, now)
    if ad.handed_in_by_id == by:
        raise OwnAd
    if not charter.current().read(SponsorsCharter).allows(ad.category):
        raise CategoryNotAllowed
    if ad.steps.filter(by_id=by, kind=Step.APPROVED).exists():
        raise ApprovedAlready
    _step(ad, Step.APPROVED, by, now)
    if ad.steps.filter(kind=Step.APPROVED).count() == standing.needed():
        treasurers = [each.person_id for each in mandates.holders(Role.TREASURER, at=now)]
        arriving.expect(ad, now)
        telling.tell(treasurers, "to-be-paid", ad, by, now)
        telling.tell_whoever_handed_in(ad, "approved", by, now)


@transaction.atomic
def decline_ad(by: int, *, ad_id: int, ground: str, reason: str, now: datetime) -> None:
    """Say no. Its sponsor reads the reason; the public count says only the ground.

    Raises NoSuchAd, Refusal without the panel's mandate, AdIsOver, OwnAd, ReasonNeeded, TextLength, or
    ArrivedAlready where its money is here and it is about to run.
    """
    ad = _locked_waiting(by, ad_id, now)
    if ad.handed_in_by_id == by:
        raise OwnAd
    arriving.expect_no_more(ad, now)
    _step(ad, Step.DECLINED, by, now, ground=_known(ground), reason=_checked(reason))
    forget_contact_later(ad, now + CONTACT_KEPT)
    let_picture_go(ad, now)
    telling.tell_whoever_handed_in(ad, "declined", by, now)


@transaction.atomic
def end_ad(by: int, *, ad_id: int, ground: str, reason: str, now: datetime) -> int:
    """End what runs, at once; return the cents that go back: the days that have not begun, of all days.

    What stays with us is rounded down to the cent. Raises NoSuchAd, Refusal without the panel's mandate,
    NotRunning, ReasonNeeded or TextLength.
    """
    panel.must_be_of_panel(by, now)
    run = (
        Run.objects.select_for_update(of=("self",)).select_related("ad__sponsor").filter(ad_id=ad_id).first()
    )
    if run is None:
        raise NoSuchAd if not Ad.objects.filter(id=ad_id).exists() else NotRunning
    if now >= run.ends_at:
        raise NotRunning
    shown, days = days_shown(run.begins_at, run.ends_at, now)
    run.refund_cents, run.ends_at = refund(run.ad.cents, shown=shown, days=days), now
    run.save(update_fields=["refund_cents", "ends_at"])
    _step(run.ad, Step.ENDED, by, now, ground=_known(ground), reason=_checked(reason))
    said: dict[str, Json] = {"ad": str(ad_id), "ground": ground, "refund": run.refund_cents}
    record.append("sponsors.ad-ended", said, about=f"ad:{ad_id}", now=now)
    forget_contact_later(run.ad, now + CONTACT_KEPT)
    treasurers = [each.person_id for each in mandates.holders(Role.TREASURER, at=now)]
    if run.refund_cents:
        telling.tell(treasurers, "to-be-refunded", run.ad, by, now)
    telling.tell_whoever_handed_in(run.ad, "ended", by, now)
    return run.refund_cents


def _locked_waiting(by: int, ad_id: int, now: datetime) -> Ad:
    ad = Ad.objects.select_for_update(of=("self",)).select_related("sponsor").filter(id=ad_id).first()
    panel.must_be_of_panel(by, now)
    if ad is None or not standing.waiting().filter(id=ad_id).exists():
        if ad is not None and ad.steps.filter(kind__in=ENDS_WAITING).exists():
            raise AdIsOver
        raise NoSuchAd
    return ad


def _known(ground: str) -> Ground:
    return Ground(ground) if ground in Ground.values else Ground.OTHER


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ReasonNeeded
    if len(reason) > LONGEST_REASON:
        raise TextLength(LONGEST_REASON, field="reason")
    return reason


def _step(ad: Ad, kind: Step, by: int, now: datetime, *, ground: str = "", reason: str = "") -> None:
    AdStep.objects.create(
        id=ids.new_id(now), ad=ad, kind=kind, by_id=by, at=now, ground=ground, reason=reason
    )

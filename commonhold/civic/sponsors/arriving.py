"""An ad's money: expected once it is approved, here, or taken back; and what follows for the ad."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments import actions as payments
from commonhold.civic.payments.news import ArrivalUndone, MoneyArrived
from commonhold.civic.sponsors import panel, telling
from commonhold.civic.sponsors.accounts import INCOME, open_accounts
from commonhold.civic.sponsors.asked import AD, asked_as, expected, subject_of
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.sponsors.keeping import CONTACT_KEPT, forget_contact_later
from commonhold.civic.sponsors.models import Ad, AdStep, Run
from commonhold.civic.sponsors.vocabulary import ENDS_WAITING, Ground, Step
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from rulebook.canonical import Json


def expect(ad: Ad, now: datetime) -> str:
    """Have its price expected, with an invoice; return the reference that brings it. Again the same one."""
    open_accounts(now=now)
    reference = payments.expect(
        **asked_as(ad),
        account=INCOME,
        cents=ad.cents,
        currency=ad.currency,
        person_id=None,
        words=_("An ad of {name}").format(name=ad.sponsor.name),
        now=now,
    )
    to = "\n".join([ad.sponsor.name, ad.sponsor.imprint])
    payments.issue_invoice(**asked_as(ad), to=to, now=now)
    return reference


def expect_no_more(ad: Ad, now: datetime) -> None:
    """It will not run. Raises ArrivedAlready where its money is here: then it is ended, and paid back."""
    if expected(ad) is not None:
        payments.call_off(**asked_as(ad), now=now)


def on_money_arrived(news: MoneyArrived, now: datetime) -> None:
    """By a statement or by the treasurer's hand: the ad runs."""
    ad = _ad_of(news)
    if ad is not None:
        begin(ad, by=None, now=now)


def on_arrival_undone(news: ArrivalUndone, now: datetime) -> None:
    """Its payer's bank took the money back: it is shown no more, and nothing is owed for it."""
    ad = _ad_of(news)
    run = None if ad is None else Run.objects.select_for_update().filter(ad=ad).first()
    if ad is None or run is None or ad.steps.filter(kind=Step.ENDED).exists():
        return
    run.ends_at = min(run.ends_at, now)
    run.save(update_fields=["ends_at"])
    _ends(ad, _("Its payment was taken back."), refund=0, now=now)


def begin(ad: Ad, *, by: int | None, now: datetime) -> None:
    """Have it run from now on; once. A category that a vote closed meanwhile gives all of it back."""
    if ad.steps.filter(kind__in=ENDS_WAITING).exists():
        return
    is_allowed = charter.current().read(SponsorsCharter).allows(ad.category)
    AdStep.objects.create(id=ids.new_id(now), ad=ad, kind=Step.PAID, by_id=by, at=now)
    ends = now + timedelta(weeks=ad.weeks) if is_allowed else now
    Run.objects.create(ad=ad, begins_at=now, ends_at=ends, refund_cents=0 if is_allowed else ad.cents)
    forget_contact_later(ad, ends + CONTACT_KEPT)
    if not is_allowed:
        _ends(ad, _("A vote closed its category before it ran."), refund=ad.cents, now=now)
        return
    said: dict[str, Json] = {
        "ad": str(ad.id),
        "category": ad.category,
        "weeks": ad.weeks,
        "cents": ad.cents,
        "currency": ad.currency,
    }
    record.append("sponsors.ad-runs", said, about=subject_of(ad), now=now)
    jobs.schedule("sponsors.run-over", key=str(ad.id), due=ends, payload={"ad_id": str(ad.id)})
    telling.tell_whoever_handed_in(ad, "runs", by, now)


def _ends(ad: Ad, reason: str, *, refund: int, now: datetime) -> None:
    """By itself, with the panel told, and the treasurer where money goes back."""
    AdStep.objects.create(
        id=ids.new_id(now), ad=ad, kind=Step.ENDED, at=now, ground=Ground.OTHER, reason=reason
    )
    said: dict[str, Json] = {"ad": str(ad.id), "ground": str(Ground.OTHER), "refund": refund}
    record.append("sponsors.ad-ended", said, about=subject_of(ad), now=now)
    if refund:
        treasurers = [each.person_id for each in mandates.holders(Role.TREASURER, at=now)]
        telling.tell(treasurers, "to-be-refunded", ad, None, now)
    telling.tell(panel.members_of_panel(now), "ended", ad, None, now)
    telling.tell_whoever_handed_in(ad, "ended", None, now)


def _ad_of(news: MoneyArrived | ArrivalUndone) -> Ad | None:
    if news.kind != AD:
        return None
    number = news.subject.rpartition(":")[2]
    return Ad.objects.select_for_update(of=("self",)).select_related("sponsor").filter(id=number).first()

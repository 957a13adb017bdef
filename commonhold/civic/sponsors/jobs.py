"""What happens by itself: an ad's time is over, and what need not be kept is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from commonhold.civic.sponsors import telling
from commonhold.civic.sponsors.keeping import CONTACT_KEPT
from commonhold.civic.sponsors.models import Ad, AdStep, Run, Sponsor
from commonhold.civic.sponsors.vocabulary import ENDS_WAITING, Step
from commonhold.ground.jobs.register import Kind, Payload


def run_over(payload: Payload, now: datetime) -> None:
    """Say that it ran to its end. It is shown no more from that moment, whether or not this has run."""
    ad = Ad.objects.filter(id=payload["ad_id"]).select_related("sponsor").first()
    if ad is not None and not ad.steps.filter(kind=Step.ENDED).exists():
        telling.tell_whoever_handed_in(ad, "over", None, now)


def forget_unconfirmed(payload: Payload, now: datetime) -> None:
    """Nobody answered the mail: neither the ad nor its sponsor was ever here."""
    ad = Ad.objects.filter(id=payload["ad_id"], handed_in_by=None).select_related("sponsor").first()
    if ad is None or ad.steps.exists():
        return
    sponsor = ad.sponsor
    ad.delete()
    if not sponsor.ads.exists():
        sponsor.delete()


def forget_contact(payload: Payload, now: datetime) -> None:
    """A month after all is over the mail address goes."""
    ad = Ad.objects.filter(id=payload["ad_id"]).select_related("sponsor").first()
    if ad is None or not ad.sponsor.contact:
        return
    ended = AdStep.objects.filter(ad=OuterRef("id"), kind__in=ENDS_WAITING)
    waits = Ad.objects.filter(~Exists(ended), sponsor=ad.sponsor).exists()
    last = Run.objects.filter(ad__sponsor=ad.sponsor).order_by("-ends_at").first()
    if not waits and (last is None or last.ends_at + CONTACT_KEPT <= now):
        Sponsor.objects.filter(id=ad.sponsor_id).update(contact="")


KINDS = [
    Kind("sponsors.run-over", run_over),
    Kind("sponsors.forget-unconfirmed", forget_unconfirmed),
    Kind("sponsors.forget-contact", forget_contact),
]

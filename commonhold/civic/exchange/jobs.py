"""What happens by itself: offers expire, questions lapse, silence counts, and words come out."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.exchange import finishing, keeping, publishing, resolving, stages
from commonhold.civic.exchange.actions import offering
from commonhold.civic.exchange.models import Agreement, Offer
from commonhold.civic.exchange.notes import tell, tell_of_offer
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.vocabulary import Deed, OfferDeed, State
from commonhold.ground.jobs.register import Kind, Payload


def warn(payload: Payload, now: datetime) -> None:
    """It expires in a week: its author may extend it."""
    offer = Offer.objects.filter(id=payload["offer_id"], ended_at=None).first()
    if offer is not None and offer.expires_at > now and offer.expires_at - now <= offering.WARNS:
        tell_of_offer(offer, "expires", [offer.by_id], by=None, now=now)


def expire(payload: Payload, now: datetime) -> None:
    """Its time is over, unless it was extended meanwhile."""
    offer = Offer.objects.select_for_update().filter(id=payload["offer_id"], ended_at=None).first()
    if offer is not None and offer.expires_at <= now:
        keeping.end_offer(offer, OfferDeed.EXPIRED, None, now)


def lapse(payload: Payload, now: datetime) -> None:
    """Nobody answered the question in time, or its time has come."""
    row = _row(payload)
    if row is not None and row.state == State.ASKED:
        stages.go(row, State.LAPSED, Deed.LAPSED, None, now)
        tell(row, "lapsed", stages.both(row), by=None, now=now)


def remind(payload: Payload, now: datetime) -> None:
    """It is tomorrow."""
    row = _row(payload)
    if row is not None and row.state == State.AGREED and row.revision == payload["revision"]:
        tell(row, "tomorrow", stages.both(row), by=None, now=now)


def ask_done(payload: Payload, now: datetime) -> None:
    """Its time is over: was it done?"""
    row = _row(payload)
    if row is None or row.state != State.AGREED or row.revision != payload["revision"]:
        return
    said = set(row.steps.filter(kind=Deed.DONE).values_list("by_id", flat=True))
    tell(row, "was-it-done", [each for each in stages.both(row) if each not in said], by=None, now=now)


def silence(payload: Payload, now: datetime) -> None:
    """Both had time to say that it was done; whoever said so last left the other as much."""
    row = _row(payload)
    if row is None or row.state != State.AGREED or row.revision != payload["revision"]:
        return
    last = row.steps.filter(kind=Deed.DONE).order_by("-id").first()
    if last is None or last.at + timedelta(days=law().silence_days) <= now:
        finishing.count_silence(row, now)


def words_out(payload: Payload, now: datetime) -> None:
    """The time for words is over: what one side wrote is published."""
    row = _row(payload)
    if row is not None:
        publishing.publish_words(row, now)


def mediation_late(payload: Payload, now: datetime) -> None:
    """No way was found in time: whoever keeps order is told again, and its mediator may end it."""
    row = _row(payload)
    if row is not None and row.state == State.DISPUTED:
        resolving.tell_stewards(row, "mediation-late", now)


def _row(payload: Payload) -> Agreement | None:
    return stages.locked(int(payload["agreement_id"]))


KINDS = [
    Kind("exchange.warn", warn),
    Kind("exchange.expire", expire),
    Kind("exchange.lapse", lapse),
    Kind("exchange.remind", remind),
    Kind("exchange.ask-done", ask_done),
    Kind("exchange.silence", silence),
    Kind("exchange.words-out", words_out),
    Kind("exchange.mediation-late", mediation_late),
]

"""What happens by itself: offers expire, questions lapse, silence counts, and words come out."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.exchange import finishing, going_on, keeping, publishing, resolving, settling, stages
from commonhold.civic.exchange.actions import offering, pooling
from commonhold.civic.exchange.models import Agreement, Dispute, Offer
from commonhold.civic.exchange.notes import note, tell, tell_of_offer
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.vocabulary import Deed, OfferDeed, State
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.people import queries as people


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


def mediator_soon(payload: Payload, now: datetime) -> None:
    """Half of its time is over: whoever keeps order is reminded, and both are told what follows."""
    row, dispute = _waiting(payload)
    if row is not None and dispute is not None and not _has_mediator(dispute):
        resolving.tell_stewards(row, "to-mediate", now)
        tell(row, "goes-on", stages.both(row), by=None, now=now)


def mediator_late(payload: Payload, now: datetime) -> None:
    """Nobody took it on in time: it goes on by itself."""
    row, dispute = _waiting(payload)
    if row is not None and dispute is not None and not _has_mediator(dispute):
        going_on.go_on(row, dispute, now)


def mediation_late(payload: Payload, now: datetime) -> None:
    """No way was found in time: whoever keeps order is told again, and its mediator may end it."""
    row, dispute = _waiting(payload)
    if row is not None and dispute is not None:
        resolving.tell_stewards(row, "mediation-late", now)
        tell(row, "goes-on", stages.both(row), by=None, now=now)


def mediation_over(payload: Payload, now: datetime) -> None:
    """As much time again is over, and its mediator ended nothing: it goes on by itself."""
    row, dispute = _waiting(payload)
    if row is not None and dispute is not None:
        going_on.go_on(row, dispute, now)


def parts_silence(payload: Payload, now: datetime) -> None:
    """Its artists had time to say that they have their parts: who said nothing is taken to have it."""
    row = _row(payload)
    if row is None or row.state != State.DONE:
        return
    row.parts.filter(received_at=None).update(received_at=now)
    note(row, Deed.TAKEN_AS_DONE, None, now)
    settling.settled(row, None, now)


def pool_over(payload: Payload, now: datetime) -> None:
    """The time to vote in a joint collection is over."""
    pooling.decide_late(int(payload["question_id"]), now)


def _waiting(payload: Payload) -> tuple[Agreement | None, Dispute | None]:
    """An open dispute that is before no jury."""
    row = _row(payload)
    if row is None or row.state != State.DISPUTED:
        return None, None
    return row, Dispute.objects.filter(agreement=row, ended_at=None, measure_id=None).first()


def _has_mediator(dispute: Dispute) -> bool:
    return dispute.mediator_id is not None and bool(people.active_among([dispute.mediator_id]))


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
    Kind("exchange.mediator-soon", mediator_soon),
    Kind("exchange.mediator-late", mediator_late),
    Kind("exchange.mediation-late", mediation_late),
    Kind("exchange.mediation-over", mediation_over),
    Kind("exchange.parts-silence", parts_silence),
    Kind("exchange.pool-over", pool_over),
]

"""What moderation decides about offers and agreements, carried out here."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.exchange import keeping, overturning, pools, resolving, stages
from commonhold.civic.exchange.models import Agreement, Dispute, Offer
from commonhold.civic.exchange.notes import note_offer, tell_of_offer
from commonhold.civic.exchange.queries import agreements, offers
from commonhold.civic.exchange.refusals import NoSuchAgreement, NoSuchOffer
from commonhold.civic.exchange.vocabulary import OfferDeed, State
from commonhold.civic.moderation.copies import Copy, Subject
from commonhold.civic.moderation.news import MeasureBegan, MeasureStopped
from commonhold.civic.moderation.queries import case_of_measure
from commonhold.civic.moderation.vocabulary import OF_AGREEMENTS, OF_OFFERS, End, Kind, Ladder
from commonhold.social.people.queries import Viewer

#: Whoever decided anew: a measure that only ran its time was right.
_OVERTURNS = frozenset({End.OVERTURNED, End.DEADLINE, End.LIFTED, End.VOTED})


def look_at_offer(viewer: Viewer, key: str, now: datetime) -> Subject:
    """An offer as its reporter sees it."""
    found = offers.offer(viewer, _number(key, NoSuchOffer), now=now)
    line = found.line
    text = "\n\n".join(filter(None, (found.text, line.place, found.licence_words)))
    copy = Copy(line.title, f"/exchange/{line.id}", text=text, by=line.by.handle, at=line.at.isoformat())
    return Subject(Kind.OFFER, key, line.by, copy)


def look_at_agreement(viewer: Viewer, key: str, now: datetime) -> Subject:
    """An agreement and all that happened to it, for one of its two sides: the evidence of a dispute."""
    found = agreements.agreement(viewer, _number(key, NoSuchAgreement), now=now)
    happened = [
        " · ".join(
            filter(None, (each.at.isoformat(timespec="minutes"), each.by_name, each.label, each.words))
        )
        for each in found.steps
    ]
    text = "\n\n".join(filter(None, (found.text, found.terms_in_words, "\n".join(happened))))
    url = f"/exchange/agreements/{found.id}"
    copy = Copy(found.title, url, text=text[:20_000], by=found.other.handle, at=found.at.isoformat())
    return Subject(Kind.AGREEMENT, key, found.other, copy)


def on_measure_began(news: MeasureBegan, now: datetime) -> None:
    """An offer is withheld, what was paid goes back, or a deposit is lost. Twice is once."""
    kind, _colon, key = news.about.partition(":")
    if kind == Kind.OFFER and news.kind in OF_OFFERS:
        offer = Offer.objects.select_for_update().filter(id=int(key), ended_at=None).first()
        if offer is not None:
            keeping.end_offer(offer, OfferDeed.WITHHELD, None, now)
            tell_of_offer(offer, "withheld", [offer.by_id], by=None, now=now)
    elif kind == Kind.AGREEMENT and news.kind in OF_AGREEMENTS:
        row, dispute = _disputed(int(key), news.measure_id)
        case_id = case_of_measure(news.measure_id)
        if row is not None and dispute is not None and case_id is not None:
            resolving.carry_out(row, dispute, kind=Ladder(news.kind), case_id=case_id, now=now)


def on_measure_stopped(news: MeasureStopped, now: datetime) -> None:
    """An offer is shown again; a jury left an agreement as it is, or what another one moved comes back."""
    kind, _colon, key = news.about.partition(":")
    if kind == Kind.OFFER and news.kind in OF_OFFERS:
        _free(int(key), now)
    elif kind == Kind.AGREEMENT and news.kind in OF_AGREEMENTS:
        row, dispute = _disputed(int(key), news.measure_id)
        case_id = case_of_measure(news.measure_id)
        if row is not None and dispute is not None:
            resolving.resolve(row, dispute, "", "jury", now)
        elif news.how in _OVERTURNS and case_id is not None:
            overturning.bring_back(
                int(key), measure_id=news.measure_id, kind=Ladder(news.kind), case_id=case_id, now=now
            )


def _free(offer_id: int, now: datetime) -> None:
    offer = Offer.objects.select_for_update().filter(id=offer_id, ended_at__isnull=False).first()
    last = None if offer is None else offer.steps.order_by("-id").first()
    if offer is None or last is None or last.kind != OfferDeed.WITHHELD:
        return
    if offer.expires_at <= now:
        note_offer(offer, OfferDeed.EXPIRED, None, now)
        return
    if pools.is_overtaken(offer):
        note_offer(offer, OfferDeed.TAKEN_BACK, None, now)
        return
    offer.ended_at = None
    offer.save(update_fields=["ended_at"])
    note_offer(offer, OfferDeed.FREED, None, now)


def _disputed(agreement_id: int, measure_id: int) -> tuple[Agreement | None, Dispute | None]:
    """The dispute that waits for this measure, locked."""
    row = stages.locked(agreement_id)
    if row is None or row.state != State.DISPUTED:
        return None, None
    return row, Dispute.objects.filter(agreement=row, measure_id=measure_id, ended_at=None).first()


def _number(key: str, refusal: type[Exception]) -> int:
    if not (key.isascii() and key.isdecimal() and len(key) < 20):
        raise refusal
    return int(key)

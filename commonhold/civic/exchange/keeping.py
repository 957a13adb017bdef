"""An offer found, locked and ended: for actions and for what happens by itself."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.exchange.models import Offer
from commonhold.civic.exchange.notes import note_offer
from commonhold.civic.exchange.refusals import NoSuchOffer, NotYourOffer, OfferIsOver
from commonhold.civic.exchange.vocabulary import OfferDeed


def own_offer(by: int, offer_id: int, now: datetime) -> Offer:
    """One's own, locked and open. Raises NoSuchOffer, NotYourOffer or OfferIsOver."""
    offer = Offer.objects.select_for_update().filter(id=offer_id).first()
    if offer is None:
        raise NoSuchOffer
    if offer.by_id != by:
        raise NotYourOffer
    if offer.ended_at is not None or offer.expires_at <= now:
        raise OfferIsOver
    return offer


def end_offer(offer: Offer, how: OfferDeed, by: int | None, now: datetime, words: str = "") -> None:
    """It is found no more. For whoever has checked that it may end."""
    offer.ended_at = now
    offer.save(update_fields=["ended_at"])
    note_offer(offer, how, by, now, words)

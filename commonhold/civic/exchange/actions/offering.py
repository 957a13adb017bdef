"""Offers and requests: published, changed, extended, taken back, and looked at where the charter says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.exchange import clocks, keeping, pools, pricing, wording
from commonhold.civic.exchange.charter import ExchangeCharter
from commonhold.civic.exchange.models import Offer
from commonhold.civic.exchange.notes import note_offer, tell_of_offer
from commonhold.civic.exchange.places import Point, rounded
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.refusals import (
    LicenceWordsNeeded,
    NoSuchOffer,
    NothingToLookAt,
    NotOfferedHere,
    PlaceNotUnderstood,
    PoolOfferStands,
    SeatsNotAllowed,
    TooManyOffers,
    UnknownCategory,
    UnknownChoice,
)
from commonhold.civic.exchange.standing import must_keep_order, must_take_part
from commonhold.civic.exchange.vocabulary import (
    IN_WORDS,
    Audience,
    Direction,
    Licence,
    OfferDeed,
    Price,
    Rough,
)
from commonhold.civic.treasury.accounts import currency
from commonhold.ground import ids
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.jobs import actions as jobs
from commonhold.social.media.actions import release_media, take_media
from commonhold.social.people import queries as people
from commonhold.social.posts.actions import publish_post

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_LICENCE = 120, 5000, 120, 2000
MOST_SEATS = 50
WARNS = timedelta(days=7)


@dataclass(frozen=True)
class Draft:
    """An offer as it was typed. `point` is None where it is found by its words alone."""

    direction: str
    category: str
    title: str
    text: str = ""
    audience: str = Audience.EVERYBODY
    price: Asked = field(default_factory=Asked)
    place: str = ""
    rough: str = Rough.TOWN
    point: Point | None = None
    time_zone: str = "UTC"
    seats: int = 1
    licence: str = ""
    licence_words: str = ""


@transaction.atomic
def publish_offer(
    by: int, *, draft: Draft, medium_id: int | None = None, says_so: bool = False, now: datetime
) -> int:
    """Offer or look for something; return its id. `says_so`: a public post of one's own carries it.

    Raises ExchangeClosed, NotOpenToYou, TooManyOffers, UnknownChoice, UnknownCategory, TextLength,
    NotOfferedHere, what a price can't be (PriceMissing, PriceTooHigh, DepositNotAllowed), UnknownTimeZone,
    PlaceNotUnderstood, SeatsNotAllowed, LicenceWordsNeeded, or what a picture or a post is refused for.
    """
    offer = drawn_up(by, draft, now)
    if medium_id is not None:
        take_media(by, medium_ids=[medium_id], purpose="offer", now=now)
        offer.medium_id = medium_id
    offer.save(force_insert=True)
    note_offer(offer, OfferDeed.PUBLISHED, by, now)
    _expire_later(offer)
    if says_so and offer.audience == Audience.EVERYBODY:
        offer.post_id = publish_post(by, text=_said(offer), audience="public", now=now)
        offer.save(update_fields=["post_id"])
    _have_looked_at(offer, now)
    return offer.id


def drawn_up(by: int, draft: Draft, now: datetime) -> Offer:
    """The offer that it would be, and is not yet. Raises what `publish_offer` raises of a draft."""
    must_go_on()
    law = must_take_part(by)
    if Offer.objects.filter(by_id=by, ended_at=None).count() >= law.offers_each:
        raise TooManyOffers(law.offers_each)
    offer = Offer(id=ids.new_id(now), by_id=by, at=now, expires_at=now + timedelta(days=law.offer_days))
    _write(offer, draft, law, keeps="")
    return offer


@transaction.atomic
def change_offer(
    by: int, *, offer_id: int, draft: Draft, medium_id: int | None = None, now: datetime
) -> None:
    """Say it anew; what was agreed on keeps the words of its day. A new picture replaces the old one.

    Raises NoSuchOffer, NotYourOffer, OfferIsOver and what `publish_offer` raises.
    """
    law = must_take_part(by)
    offer = keeping.own_offer(by, offer_id, now)
    if offer.pool_id is not None:
        raise PoolOfferStands
    before = offer.looked_at_for
    _write(offer, draft, law, keeps=offer.category)
    if medium_id is not None:
        take_media(by, medium_ids=[medium_id], purpose="offer", now=now)
        if offer.medium_id is not None:
            release_media(by, medium_ids=[offer.medium_id], now=now)
        offer.medium_id = medium_id
    offer.revision += 1
    offer.save()
    note_offer(offer, OfferDeed.CHANGED, by, now)
    if offer.looked_at_for != before:
        _have_looked_at(offer, now)


@transaction.atomic
def extend_offer(by: int, *, offer_id: int, now: datetime) -> None:
    """Let it stand as long again from today. Raises NoSuchOffer, NotYourOffer or OfferIsOver."""
    must_go_on()
    law = must_take_part(by)
    offer = keeping.own_offer(by, offer_id, now)
    offer.expires_at = now + timedelta(days=law.offer_days)
    offer.save(update_fields=["expires_at"])
    note_offer(offer, OfferDeed.EXTENDED, by, now)
    _expire_later(offer)


@transaction.atomic
def take_back_offer(by: int, *, offer_id: int, now: datetime) -> None:
    """Offer it no more; what was agreed on stands.

    Raises NoSuchOffer, NotYourOffer or OfferIsOver, and PoolOfferStands where others decide on it with her.
    """
    people.must_be_here(by)
    offer = keeping.own_offer(by, offer_id, now)
    if pools.is_decided_with_others(offer):
        raise PoolOfferStands
    keeping.end_offer(offer, OfferDeed.TAKEN_BACK, by, now)


@transaction.atomic
def look_at_offer(by: int, *, offer_id: int, now: datetime) -> None:
    """Note that an offer which says one of the charter's words was looked at, and may stand.

    Raises NoSuchOffer, MandateNeeded, OwnMatter or NothingToLookAt.
    """
    offer = Offer.objects.select_for_update().filter(id=offer_id).first()
    if offer is None:
        raise NoSuchOffer
    must_keep_order(by, offer.by_id)
    if not offer.looked_at_for or offer.ended_at is not None:
        raise NothingToLookAt
    note_offer(offer, OfferDeed.LOOKED_AT, by, now, words=offer.looked_at_for)
    offer.looked_at_for = ""
    offer.save(update_fields=["looked_at_for"])


def _write(offer: Offer, draft: Draft, law: ExchangeCharter, *, keeps: str) -> None:
    """Check a draft and put it into the row. `keeps`: a category that it may have although it is gone."""
    for value, choices, named in (
        (draft.direction, Direction, "direction"),
        (draft.audience, Audience, "audience"),
        (draft.rough, Rough, "rough"),
    ):
        if value not in choices.values:
            raise UnknownChoice(named)
    if draft.category not in law.each_category and draft.category != keeps:
        raise UnknownCategory
    offer.direction, offer.audience, offer.category = draft.direction, draft.audience, draft.category
    offer.title = wording.line(draft.title, field="title", longest=LONGEST_TITLE)
    offer.text = wording.paragraphs(draft.text, field="text", longest=LONGEST_TEXT)
    refused = wording.first_in(law.each_refused, offer.title, offer.text)
    if refused:
        raise NotOfferedHere(refused)
    offer.looked_at_for = wording.first_in(law.each_looked_at, offer.title, offer.text)
    _write_price(offer, draft.price, law)
    _write_place(offer, draft)
    if not 1 <= draft.seats <= MOST_SEATS:
        raise SeatsNotAllowed(MOST_SEATS)
    offer.seats = draft.seats
    clocks.zone_of(draft.time_zone)
    offer.time_zone = draft.time_zone
    _write_licence(offer, draft)


def _write_price(offer: Offer, asked: Asked, law: ExchangeCharter) -> None:
    price = pricing.checked(asked, law)
    offer.price, offer.per, offer.cancelling = price.price, price.per, price.cancelling
    offer.minutes, offer.cents = price.minutes, price.cents
    offer.deposit_cents, offer.deposit_minutes = price.deposit_cents, price.deposit_minutes
    offer.currency = currency() if price.price == Price.MONEY or price.deposit_cents else ""


def _write_place(offer: Offer, draft: Draft) -> None:
    offer.place = wording.line(draft.place, field="place", longest=LONGEST_PLACE, least=0)
    offer.rough = draft.rough
    if draft.point is None:
        offer.latitude = offer.longitude = None
        return
    if abs(draft.point.latitude) > 90_000_000 or abs(draft.point.longitude) > 180_000_000:
        raise PlaceNotUnderstood
    point = rounded(draft.point, Rough(draft.rough))
    offer.latitude, offer.longitude = point.latitude, point.longitude


def _write_licence(offer: Offer, draft: Draft) -> None:
    if draft.licence and draft.licence not in Licence.values:
        raise UnknownChoice("licence")
    words = wording.paragraphs(draft.licence_words, field="licence_words", longest=LONGEST_LICENCE)
    if draft.licence in IN_WORDS and not words:
        raise LicenceWordsNeeded
    offer.licence, offer.licence_words = draft.licence, words if draft.licence in IN_WORDS else ""


def _expire_later(offer: Offer) -> None:
    """Its end, and a word to its author before; whoever extends it meanwhile makes these look again."""
    for kind, due in (("warn", offer.expires_at - WARNS), ("expire", offer.expires_at)):
        key = f"{offer.id}:{int(offer.expires_at.timestamp())}"
        jobs.schedule(f"exchange.{kind}", key=key, due=due, payload={"offer_id": offer.id})


def _have_looked_at(offer: Offer, now: datetime) -> None:
    if offer.looked_at_for:
        told = set(people.steward_ids()) - set(people.same_human(offer.by_id))
        tell_of_offer(offer, "to-look-at", told, by=None, now=now)


def _said(offer: Offer) -> str:
    """The post that carries it: its title, and where it is found."""
    asks = offer.direction == Direction.REQUEST
    words = _("I look for: {title}") if asks else _("I offer: {title}")
    address = f"{must_be_founded().public_url.rstrip('/')}/exchange/{offer.id}"
    return f"{words.format(title=offer.title)}\n\n{address}"

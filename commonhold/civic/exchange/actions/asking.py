"""Asking for what somebody offers, and the answer: from the question until both have agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.exchange import clocks, deposits, pools, pricing, reminders, stages, times, wording
from commonhold.civic.exchange.models import Agreement, Offer, WorkFile
from commonhold.civic.exchange.notes import note, other_side, tell
from commonhold.civic.exchange.refusals import (
    AskedAlready,
    NoSuchOffer,
    NotYours,
    OfferIsOver,
    OwnOffer,
    WorkMissing,
)
from commonhold.civic.exchange.standing import must_meet, must_take_part
from commonhold.civic.exchange.visibility import visible_offers
from commonhold.civic.exchange.vocabulary import Deed, Direction, Per, Price, State
from commonhold.ground import ids
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.jobs import actions as jobs
from commonhold.social.conversations import actions as conversations
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post

LONGEST_WORDS, LONGEST_REASON = 1000, 500


@dataclass(frozen=True)
class Span:
    """From when to when, as aware times; empty where the two find a time by talking."""

    starts: datetime | None = None
    ends: datetime | None = None


NO_TIME = Span()


@transaction.atomic
def ask(by: int, *, offer_id: int, span: Span = NO_TIME, words: str = "", now: datetime) -> int:
    """Ask for an offer as it stands, with its page's price and terms; return the agreement's id.

    Of a request it says that one would do it. The words go into a conversation of the two. Raises
    NoSuchOffer, OfferIsOver, OwnOffer, NotThereNow, NotAllMeet, AskedAlready, WorkMissing, what a time can't
    be (EndsBeforeItStarts, StartsInThePast, TooLong, NotOpenThen, TakenThen), PriceTooHigh, TextLength, and
    what keeps somebody from taking part or writing.
    """
    must_go_on()
    law = must_take_part(by)
    offer = Offer.objects.select_for_update().filter(id=offer_id).first()
    if offer is None or not visible_offers(Viewer(by)).filter(id=offer_id).exists():
        raise NoSuchOffer
    if offer.ended_at is not None or offer.expires_at <= now:
        raise OfferIsOver
    if offer.by_id in people.same_human(by):
        raise OwnOffer
    must_meet(by, offer.by_id)
    pools.must_meet_all(offer.pool, by)
    if Agreement.objects.filter(offer=offer, asker_id=by, state=State.ASKED).exists():
        raise AskedAlready
    if offer.licence and not _is_there(offer):
        raise WorkMissing
    said = wording.paragraphs(words, field="words", longest=LONGEST_WORDS)
    times.must_be_possible(span.starts, span.ends, now)
    times.must_be_open(offer, span.starts, span.ends)
    times.must_be_free(offer, span.starts, span.ends)
    row = _drawn_up(by, offer, span, now)
    by_money = row.price == Price.MONEY
    if row.price != Price.GIFT:
        most = law.most_cents if by_money else law.most_minutes
        pricing.within(row.cents if by_money else row.minutes, most, by_money=by_money)
    row.conversation_id = conversations.between(by, people_ids=[offer.by_id], now=now)
    row.save(force_insert=True)
    pools.note_asked(row, now)
    note(row, Deed.ASKED, by, now)
    if said:
        publish_post(by, text=said, channel=row.conversation_id, now=now)
    due = now + timedelta(days=law.answer_days)
    due = due if row.starts_at is None else min(due, row.starts_at)
    jobs.schedule("exchange.lapse", key=f"{row.id}:asked", due=due, payload={"agreement_id": row.id})
    tell(row, "asked", [offer.by_id], by=by, now=now)
    return row.id


@transaction.atomic
def agree(by: int, *, agreement_id: int, now: datetime) -> None:
    """Say yes to what somebody asked: from now on it stands, with its price and its terms.

    A deposit of mutual credit is set aside with it. Raises NoSuchAgreement, NotNow, NotYours, NotThereNow,
    StartsInThePast, NotOpenThen, TakenThen, DepositHasNoWay, of a joint collection WorkMissing, FewerWorks,
    NotAllMeet or OfferIsOver, and what keeps somebody from taking part.
    """
    must_go_on()
    must_take_part(by)
    row = stages.lock(by, agreement_id)
    stages.must_be(row, State.ASKED)
    if row.asker_id == by:
        raise NotYours
    must_meet(by, row.asker_id)
    offer = Offer.objects.select_for_update().get(id=row.offer_id)
    times.must_be_possible(row.starts_at, row.ends_at, now)
    times.must_be_open(offer, row.starts_at, row.ends_at)
    times.must_be_free(offer, row.starts_at, row.ends_at)
    stages.go(row, State.AGREED, Deed.AGREED, by, now)
    deposits.set_aside(row, now)
    pools.share_out(row, now)
    reminders.plan(row, now)
    tell(row, "agreed", [row.asker_id], by=by, now=now)


@transaction.atomic
def decline(by: int, *, agreement_id: int, reason: str = "", now: datetime) -> None:
    """Say no; with a reason or without one. Raises NoSuchAgreement, NotNow, NotYours or TextLength."""
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    stages.must_be(row, State.ASKED)
    if row.asker_id == by:
        raise NotYours
    why = wording.paragraphs(reason, field="reason", longest=LONGEST_REASON)
    stages.go(row, State.DECLINED, Deed.DECLINED, by, now, words=why)
    tell(row, "declined", [row.asker_id], by=by, now=now)


@transaction.atomic
def withdraw(by: int, *, agreement_id: int, now: datetime) -> None:
    """Take one's question back before it is answered. Raises NoSuchAgreement, NotNow or NotYours."""
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    stages.must_be(row, State.ASKED)
    if row.asker_id != by:
        raise NotYours
    stages.go(row, State.WITHDRAWN, Deed.WITHDRAWN, by, now)
    tell(row, "taken-back", [other_side(row, by)], by=by, now=now)


def _is_there(offer: Offer) -> bool:
    """Can it be handed over?"""
    if offer.pool is not None:
        return bool(pools.works(offer.pool))
    return WorkFile.objects.filter(offer=offer, gone_at=None).exists()


def _drawn_up(by: int, offer: Offer, span: Span, now: datetime) -> Agreement:
    """The offer's words and terms as they stand, and its price for the whole time."""
    gives = offer.direction == Direction.OFFER
    giver, receiver = (offer.by_id, by) if gives else (by, offer.by_id)
    units = clocks.units(offer.per, span.starts, span.ends, clocks.zone_of(offer.time_zone))
    return Agreement(
        id=ids.new_id(now),
        offer=offer,
        asker_id=by,
        giver_id=giver,
        receiver_id=receiver,
        title=offer.title,
        text=offer.text,
        place=offer.place,
        starts_at=span.starts,
        ends_at=span.ends,
        time_zone=offer.time_zone,
        units=1 if offer.per == Per.WHOLE else units,
        price=offer.price,
        per=offer.per,
        minutes=offer.minutes * units,
        cents=offer.cents * units,
        currency=offer.currency,
        deposit_cents=offer.deposit_cents,
        deposit_minutes=offer.deposit_minutes,
        cancelling=offer.cancelling,
        licence=offer.licence,
        licence_words=offer.licence_words if offer.pool is None else pools.licences(pools.works(offer.pool)),
        state=State.ASKED,
        at=now,
    )

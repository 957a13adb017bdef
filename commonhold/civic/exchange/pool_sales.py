"""What a vote of a collection's artists does to its sale: offered, offered for something else, or ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.exchange import keeping, pools
from commonhold.civic.exchange.actions import offering
from commonhold.civic.exchange.models import Offer, Pool, PoolQuestion
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.refusals import WorkMissing
from commonhold.civic.exchange.vocabulary import Direction, Licence, OfferDeed, PoolAsks, PoolOutcome, Price
from commonhold.ground.refusal import Refusal

_SEATS = 50


def must_be_offerable(pool: Pool, by: int, category: str, cents: int, now: datetime) -> None:
    """Asked for only if it could be done now. Raises WorkMissing, and what an offer is refused for."""
    offering.drawn_up(by, _draft(pool, category, cents), now)


def carry_out(question: PoolQuestion, now: datetime) -> PoolOutcome:
    """Do what passed, and say what became of it; where it can't be offered, what was on sale stays so."""
    pool = question.pool
    if question.asks == PoolAsks.STOPS:
        end(pool, now)
    elif question.asks == PoolAsks.SELLS:
        try:
            with transaction.atomic():
                end(pool, now)
                draft = _draft(pool, question.category, question.cents)
                made = offering.publish_offer(question.by_id, draft=draft, now=now)
                Offer.objects.filter(id=made).update(pool=pool)
        except Refusal:
            return PoolOutcome.STUCK
    return PoolOutcome.PASSED


def end(pool: Pool, now: datetime, *, of: int | None = None) -> None:
    """It is on sale no more, or no more by one artist; what was agreed on stands."""
    rows = pools.sales(pool).select_for_update(of=("self",)).order_by("id")
    for each in rows if of is None else rows.filter(by_id=of):
        keeping.end_offer(each, OfferDeed.TAKEN_BACK, None, now)


def _draft(pool: Pool, category: str, cents: int) -> offering.Draft:
    """All of it as an offer, in many times at once, with each work's own licence. Raises WorkMissing."""
    there = pools.works(pool)
    if not there:
        raise WorkMissing
    return offering.Draft(
        direction=Direction.OFFER,
        category=category,
        title=pool.title,
        text=pool.text,
        price=Asked(Price.MONEY, cents=cents) if cents else Asked(),
        seats=_SEATS,
        licence=Licence.OWN,
        licence_words=pools.licences(there)[: offering.LONGEST_LICENCE],
    )

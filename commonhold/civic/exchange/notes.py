"""Rows that say what happened, and whom it is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from commonhold.civic.exchange.models import Agreement, AgreementStep, Offer, OfferStep, Pool
from commonhold.civic.exchange.vocabulary import Deed, OfferDeed
from commonhold.ground import ids
from commonhold.social.notifications import actions as notifications


def note_offer(offer: Offer, kind: OfferDeed, by: int | None, now: datetime, words: str = "") -> None:
    OfferStep.objects.create(id=ids.new_id(now), offer=offer, kind=kind, by_id=by, at=now, words=words)


def note(row: Agreement, kind: Deed, by: int | None, now: datetime, words: str = "") -> None:
    AgreementStep.objects.create(id=ids.new_id(now), agreement=row, kind=kind, by_id=by, at=now, words=words)


def tell(
    row: Agreement, what: str, to: Collection[int], *, by: int | None, now: datetime, words: str | None = None
) -> None:
    """`what` ends the kind of notification, such as "asked"; its title goes along unless `words` are said."""
    notifications.notify_all(
        people_ids=[each for each in to if each != by],
        kind=f"exchange.{what}",
        subject=f"agreement:{row.id}",
        words=row.title if words is None else words,
        actor_id=by,
        now=now,
    )


def tell_of_offer(offer: Offer, what: str, to: Collection[int], *, by: int | None, now: datetime) -> None:
    notifications.notify_all(
        people_ids=to,
        kind=f"exchange.{what}",
        subject=f"offer:{offer.id}",
        words=offer.title,
        actor_id=by,
        now=now,
    )


def tell_of_pool(pool: Pool, what: str, to: Collection[int], *, by: int | None, now: datetime) -> None:
    notifications.notify_all(
        people_ids=to,
        kind=f"exchange.{what}",
        subject=f"pool:{pool.id}?at={int(now.timestamp())}",
        words=pool.title,
        actor_id=by,
        now=now,
    )


def other_side(row: Agreement, one: int) -> int:
    return row.receiver_id if one == row.giver_id else row.giver_id

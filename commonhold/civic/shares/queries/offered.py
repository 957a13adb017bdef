"""Share offers: what they are for, how far they are, and one's own pledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.members import queries as members
from commonhold.civic.shares import offers as rules
from commonhold.civic.shares.models import Offer, Pledge, PledgeEnd
from commonhold.civic.shares.refusals import NoSuchOffer
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class PledgeLine:
    """The viewer's own pledge. `state`: "to-pay", "paid", "shares", "owed-back" or "called-off"."""

    id: int
    shares: int
    cents: int
    reference: str
    state: str
    at: datetime


@dataclass(frozen=True)
class OfferView:
    """An offer. `outcome` is empty while it is open, else "succeeded" or "failed"."""

    id: int
    title: str
    words: str
    least: int
    most: int
    pledged: int
    paid: int
    backers: int
    nominal_cents: int
    currency: str
    reference: str
    opened_at: datetime
    closes_at: datetime
    is_open: bool
    outcome: str
    mine: Sequence[PledgeLine]
    may_pledge: bool

    @property
    def left(self) -> int:
        return self.most - self.pledged

    @property
    def target_cents(self) -> int:
        return self.most * self.nominal_cents


def offers(viewer: Viewer, *, now: datetime) -> list[OfferView]:
    """All of them: the open ones first, then the latest."""
    rows = Offer.objects.select_related("end").order_by("-id")
    found = [_view(viewer, row, now) for row in rows]
    return sorted(found, key=lambda each: not each.is_open)


def offer(viewer: Viewer, offer_id: int, *, now: datetime) -> OfferView:
    """One of them. Raises NoSuchOffer."""
    row = Offer.objects.filter(id=offer_id).select_related("end").first()
    if row is None:
        raise NoSuchOffer
    return _view(viewer, row, now)


def _view(viewer: Viewer, row: Offer, now: datetime) -> OfferView:
    counted, end = rules.pledged(row), getattr(row, "end", None)
    is_open = rules.is_open(row, now)
    mine = [] if viewer.person_id is None else [_pledge(each) for each in _own(viewer.person_id, row)]
    standing = [each for each in mine if each.state != "called-off"]
    is_member = viewer.person_id is not None and members.member_of(viewer.person_id) is not None
    return OfferView(
        id=row.id,
        title=row.title,
        words=row.words,
        least=row.least,
        most=row.most,
        pledged=counted.shares,
        paid=counted.paid if end is None else end.shares,
        backers=row.pledges.exclude(end__how=PledgeEnd.How.CALLED_OFF).count(),
        nominal_cents=row.nominal_cents,
        currency=row.currency,
        reference=row.reference,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        is_open=is_open,
        outcome="" if end is None else end.how,
        mine=mine,
        may_pledge=is_open and is_member and not standing and counted.shares < row.most,
    )


def _own(person_id: int, offer: Offer) -> list[Pledge]:
    rows = offer.pledges.filter(person_id=person_id).select_related("end", "paid")
    return list(rows.order_by("-id"))


def _pledge(row: Pledge) -> PledgeLine:
    end = getattr(row, "end", None)
    state = end.how if end is not None else "paid" if hasattr(row, "paid") else "to-pay"
    return PledgeLine(row.id, row.shares, row.cents, row.payment, state, row.at)

"""One offer, and offers found: by words, category, place, time and nearness in one's own web of trust."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commonhold.civic.exchange import places, pools
from commonhold.civic.exchange.models import Offer, OpenTime, Pool, WorkFile
from commonhold.civic.exchange.places import Point
from commonhold.civic.exchange.refusals import NoSuchOffer
from commonhold.civic.exchange.saying import PriceView, licence_in_words
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.visibility import open_offers, visible_offers
from commonhold.civic.exchange.vocabulary import (
    Cancelling,
    Direction,
    OfferDeed,
    Per,
    Price,
    Rough,
)
from commonhold.ground.spans import page
from commonhold.social.media import queries as media
from commonhold.social.media.queries import MediumView
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer

#: From so many places in a box on, they are too many to be sorted.
_MANY = 2_000


@dataclass(frozen=True)
class OfferLine:
    """An offer in a list. `distance_km` is None where either place is not on the map."""

    id: int
    direction: Direction
    title: str
    category: str
    by: PersonLine
    price: PriceView
    place: str
    picture: MediumView | None
    licence: str
    at: datetime
    expires_at: datetime
    is_open: bool
    is_members_only: bool
    distance_km: int | None = None
    is_near: bool = False  # in the viewer's own web of trust


@dataclass(frozen=True)
class TimeView:
    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class OfferView:
    """An offer as its viewer may see it. `may_*` is what she may do."""

    line: OfferLine
    text: str
    rough: Rough
    point: Point | None
    time_zone: str
    seats: int
    deposit_cents: int
    deposit_currency: str
    deposit_minutes: int
    cancelling: str
    cancelling_words: str
    licence_code: str
    licence_words: str
    has_file: bool
    file_name: str
    open_times: Sequence[TimeView]
    post_id: int | None
    pool_id: int | None  # the joint collection that it sells
    revision: int
    ended: str  # why it is over, in words; empty while it is open
    looked_at_for: str  # the charter's word, for its author and those who keep order
    is_mine: bool
    may_take_back: bool  # of a joint collection its artists decide
    may_ask: bool
    may_look: bool


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Empty fields ask for nothing; `near` are ids of people, with how near."""

    words: str = ""
    category: str = ""
    direction: str = ""
    price: str = ""
    licensed: bool = False
    point: Point | None = None
    reach_km: int = 0
    starts: datetime | None = None
    ends: datetime | None = None
    near: Mapping[int, int] | None = None
    by_id: int | None = field(default=None)


def offer(viewer: Viewer, offer_id: int, *, now: datetime) -> OfferView:
    """Raises NoSuchOffer, also where it is over and the viewer had no part in it."""
    row = visible_offers(viewer).select_related("by", "pool").filter(id=offer_id).first()
    me = viewer.person_id
    if row is None or (_is_withheld(row) and row.by_id != me and not _keeps_order(me)):
        raise NoSuchOffer
    (line,) = lines(viewer, [row], now=now)
    work = WorkFile.objects.filter(offer=row, gone_at=None).first()
    knows_word = row.by_id == me or _keeps_order(me)
    times = row.open_times.filter(ends_at__gt=now).order_by("starts_at", "id")[:60]
    return OfferView(
        line=line,
        text=row.text,
        rough=Rough(row.rough),
        point=None if row.latitude is None or row.longitude is None else Point(row.latitude, row.longitude),
        time_zone=row.time_zone,
        seats=row.seats,
        deposit_cents=row.deposit_cents,
        deposit_currency=row.currency,
        deposit_minutes=row.deposit_minutes,
        cancelling=row.cancelling,
        cancelling_words=str(Cancelling(row.cancelling).label),
        licence_code=row.licence,
        licence_words=row.licence_words if row.pool is None else _licences_seen(viewer, row.pool),
        has_file=work is not None,
        file_name="" if work is None or row.by_id != me else work.name,
        open_times=[TimeView(each.id, each.starts_at, each.ends_at) for each in times],
        post_id=row.post_id,
        pool_id=row.pool_id,
        revision=row.revision,
        ended=_why_over(row, now),
        looked_at_for=row.looked_at_for if knows_word else "",
        is_mine=row.by_id == me,
        may_take_back=row.by_id == me and not pools.is_decided_with_others(row),
        may_ask=line.is_open and me is not None and row.by_id != me,
        may_look=bool(row.looked_at_for) and _keeps_order(me) and row.by_id != me,
    )


def found(
    viewer: Viewer, wanted: Wanted, *, now: datetime, before: int | None = None, limit: int = 20
) -> tuple[list[OfferLine], int | None]:
    """What fits, the newest first, and where the next page begins. Far ones are left out after measuring."""
    rows = _fitting(open_offers(viewer, now).select_related("by"), wanted)
    if wanted.point is None or not wanted.reach_km:
        shown, older = page(rows, before=before, limit=limit)
        return lines(viewer, shown, now=now, wanted=wanted), older
    kept: list[OfferLine] = []
    while True:
        shown, older = page(rows, before=before, limit=limit)
        measured = lines(viewer, shown, now=now, wanted=wanted)
        for each in measured:
            if each.distance_km is not None and each.distance_km <= wanted.reach_km:
                kept.append(each)
                if len(kept) == limit:
                    is_last = older is None and each is measured[-1]
                    return kept, None if is_last else each.id
        if older is None:
            return kept, None
        before = older


def of_person(
    viewer: Viewer, person_id: int, *, now: datetime, before: int | None = None, limit: int = 20
) -> tuple[list[OfferLine], int | None]:
    """What somebody offers and looks for now."""
    return found(viewer, Wanted(by_id=person_id), now=now, before=before, limit=limit)


def mine(
    viewer: Viewer, *, now: datetime, before: int | None = None, limit: int = 20
) -> tuple[list[OfferLine], int | None]:
    """The viewer's own, open or over, the newest first."""
    rows = Offer.objects.filter(by_id=viewer.person_id or 0).select_related("by")
    shown, older = page(rows, before=before, limit=limit)
    return lines(viewer, shown, now=now), older


def to_look_at(viewer: Viewer, *, now: datetime) -> list[OfferLine]:
    """Offers that say one of the charter's words, for those who keep order."""
    me = viewer.person_id
    if me is None or not _keeps_order(me):
        return []
    others = open_offers(viewer, now).exclude(by_id__in=people.same_human(me))
    rows = others.exclude(looked_at_for="").select_related("by")
    return lines(viewer, rows.order_by("id")[:100], now=now)


def categories() -> list[str]:
    """In the charter's order."""
    return law().each_category


def lines(
    viewer: Viewer, rows: Collection[Offer] | QuerySet[Offer], *, now: datetime, wanted: Wanted | None = None
) -> list[OfferLine]:
    """These rows, with `by` at hand; in a statement more, however many."""
    there = list(rows)
    pictures = media.media(viewer, [each.medium_id for each in there if each.medium_id is not None])
    near: Mapping[int, int] = {} if wanted is None or wanted.near is None else wanted.near
    point = None if wanted is None else wanted.point
    return [_line(each, pictures, near, point, now) for each in there]


def _licences_seen(viewer: Viewer, pool: Pool) -> str:
    """Of the works in a joint collection that the viewer may come upon."""
    there = visible_offers(viewer).filter(id__in=[each.id for each in pools.works(pool)])
    return pools.licences(there.select_related("by").order_by("id"))


def _line(
    row: Offer,
    pictures: Mapping[int, MediumView],
    near: Mapping[int, int],
    point: Point | None,
    now: datetime,
) -> OfferLine:
    picture = pictures.get(row.medium_id or 0)
    away = None
    if point is not None and row.latitude is not None and row.longitude is not None:
        away = places.kilometres(point, Point(row.latitude, row.longitude))
    return OfferLine(
        id=row.id,
        direction=Direction(row.direction),
        title=row.title,
        category=row.category,
        by=people.line_of(row.by),
        price=PriceView(Price(row.price), Per(row.per), row.minutes, row.cents, row.currency),
        place=row.place,
        picture=picture if picture is not None and picture.url else None,
        licence=licence_in_words(row.licence, is_joint=row.pool_id is not None),
        at=row.at,
        expires_at=row.expires_at,
        is_open=row.ended_at is None and row.expires_at > now,
        is_members_only=row.audience != "everybody",
        distance_km=away,
        is_near=row.by_id in near,
    )


def _fitting(rows: QuerySet[Offer], wanted: Wanted) -> QuerySet[Offer]:
    for word in wanted.words.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(place__icontains=word))
    exact = {"category": wanted.category, "direction": wanted.direction, "price": wanted.price}
    rows = rows.filter(**{key: value for key, value in exact.items() if value})
    if wanted.licensed:
        rows = rows.exclude(licence="")
    if wanted.by_id is not None:
        rows = rows.filter(by_id=wanted.by_id)
    if wanted.near is not None:
        rows = rows.filter(by_id__in=sorted(wanted.near)[:900])
    if wanted.starts is not None:
        rows = rows.filter(_open_at(wanted.starts, wanted.ends or wanted.starts))
    if wanted.point is not None and wanted.reach_km:
        rows = _around(rows, places.box(wanted.point, wanted.reach_km))
    return rows


def _around(rows: QuerySet[Offer], box: places.Box) -> QuerySet[Offer]:
    """Where very many are in the box, the newest are looked through until a page is full.

    Sorting all of them would cost more; so their places are hidden from the index.
    """
    if Offer.objects.filter(_within(box)).order_by()[:_MANY].count() < _MANY:
        return rows.filter(_within(box))
    return rows.alias(north=F("latitude") + 0, east=F("longitude") + 0).filter(_within(box, "north", "east"))


def _open_at(starts: datetime, ends: datetime) -> Q:
    """One of its open times holds this whole span, or it names none."""
    times = OpenTime.objects.filter(offer=OuterRef("id"))
    return ~Q(Exists(times)) | Q(Exists(times.filter(starts_at__lte=starts, ends_at__gte=ends)))


def _within(box: places.Box, north: str = "latitude", east: str = "longitude") -> Q:
    high = Q(**{f"{north}__gte": box.south, f"{north}__lte": box.north})
    from_west, to_east = Q(**{f"{east}__gte": box.west}), Q(**{f"{east}__lte": box.east})
    return high & ((from_west | to_east) if box.is_split else (from_west & to_east))


def _keeps_order(me: int | None) -> bool:
    return me is not None and people.is_steward(me)


def _is_withheld(row: Offer) -> bool:
    if row.ended_at is None:
        return False
    last = row.steps.order_by("-id").values_list("kind", flat=True).first()
    return last == OfferDeed.WITHHELD


def _why_over(row: Offer, now: datetime) -> str:
    if row.ended_at is None:
        return "" if row.expires_at > now else str(OfferDeed.EXPIRED.label)
    last = row.steps.order_by("-id").values_list("kind", flat=True).first()
    return str(OfferDeed(last).label) if last else ""

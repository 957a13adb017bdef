"""Which ad a page shows, and why. Of the reader it asks one thing: whether she wants ads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.sponsors import days, spots, standing
from commonhold.civic.sponsors.charter import ON, SHOWN, SponsorsCharter
from commonhold.civic.sponsors.choosing import Page, Running, Wish, chosen, eligible
from commonhold.civic.sponsors.models import Ad, AdWish, Spot
from commonhold.civic.sponsors.queries.ads import medium_of
from commonhold.civic.sponsors.refusals import NoSuchAd
from commonhold.civic.sponsors.spots import SpotView
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending.queries import is_read_only
from commonhold.social.media.queries import MediumView
from commonhold.social.people.queries import Viewer
from rulebook.draw.rotation import MINUTES_OF_A_TURN, order_of_day


@dataclass(frozen=True)
class Sponsored:
    """An ad as it stands on a page."""

    id: int
    sponsor_id: int
    sponsor: str
    imprint: str
    text: str
    link: str
    medium: MediumView | None
    where: str
    day: str

    @property
    def link_words(self) -> str:
        """The link as people read it."""
        return self.link.removeprefix("https://")


@dataclass(frozen=True)
class Turn:
    """One of those that share a place, in the order of the day."""

    id: int
    sponsor: str
    is_now: bool


@dataclass(frozen=True)
class Why:
    """Why an ad stands where it stands: the page, the day's order and what was asked of the reader."""

    id: int
    sponsor: str
    spot: SpotView
    language: str
    day: str
    turns: Sequence[Turn]
    minutes: int  # that each has the place, in turn
    most_a_day: int


@dataclass(frozen=True)
class Choice:
    """What the viewer chose; `is_default` where she never did, and the charter says it for her."""

    wants: bool
    is_default: bool
    default_wants: bool


def choice_of(viewer: Viewer) -> Choice:
    """Whether the viewer is shown ads. Of a stranger the charter alone decides."""
    here = charter.current().read(SponsorsCharter)
    if viewer.person_id is None:
        wants = here.strangers == SHOWN
        return Choice(wants, True, wants)
    row = AdWish.objects.filter(person_id=viewer.person_id).first()
    default = here.own_default == ON
    return Choice(default if row is None else row.wants == ON, row is None, default)


def sponsored_on(
    viewer: Viewer, where: str, *, language: str, shown_today: int, now: datetime
) -> Sponsored | None:
    """The ad that this page shows now, or none. `shown_today` is what the viewer's browser counted."""
    here = charter.current().read(SponsorsCharter)
    if not here.allowed or is_read_only():
        return None
    running = _running_at(where, now)
    if not running:
        return None
    day, minute = days.day_and_minute(now)
    id_ = chosen(
        running,
        Page(where, language, day, minute),
        Wish(choice_of(viewer).wants, shown_today),
        allowed=here.allowed,
        most_a_day=here.most_a_day,
    )
    if id_ is None:
        return None
    row = Ad.objects.select_related("sponsor").get(id=id_)
    return Sponsored(
        id=row.id,
        sponsor_id=row.sponsor_id,
        sponsor=row.sponsor.name,
        imprint=row.sponsor.imprint,
        text=row.text,
        link=row.link,
        medium=medium_of(row.medium_id),
        where=where,
        day=day,
    )


def why(viewer: Viewer, ad_id: int, where: str, *, language: str, now: datetime) -> Why:
    """Why this ad stands on that page today, for everybody. Raises NoSuchAd where it does not."""
    here = charter.current().read(SponsorsCharter)
    running, (day, minute) = _running_at(where, now), days.day_and_minute(now)
    mine = next((each for each in running if each.id == ad_id), None)
    if mine is None or not here.allows(mine.category):
        raise NoSuchAd
    page = Page(where, language, day, minute)
    ids = {str(each.id) for each in eligible(running, page, allowed=here.allowed)}
    names = dict(Ad.objects.filter(id__in=map(int, ids)).values_list("id", "sponsor__name"))
    order = [int(each) for each in order_of_day(ids, day=day, place=where)]
    at = minute // MINUTES_OF_A_TURN % len(order) if order else 0
    return Why(
        id=ad_id,
        sponsor=Ad.objects.select_related("sponsor").get(id=ad_id).sponsor.name,
        spot=spots.in_words([where])[where],
        language=mine.language,
        day=day,
        turns=[Turn(each, names[each], number == at) for number, each in enumerate(order)],
        minutes=MINUTES_OF_A_TURN,
        most_a_day=here.most_a_day,
    )


def _running_at(where: str, now: datetime) -> list[Running]:
    """What runs and may stand on this page."""
    rows = Ad.objects.filter(
        run__in=standing.running(now), id__in=Spot.objects.filter(where=where).values("ad")
    )
    return [
        Running(id_, category, language, frozenset({where}))
        for id_, category, language in rows.values_list("id", "category", "language")
    ]

"""Finding offers among 100,000 of a country: by place, kind, time, words and nearness, for a member."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db import connection

from bench.figure import Figure, below, best_of
from commonhold.civic.exchange import places
from commonhold.civic.exchange.charter import ExchangeCharter
from commonhold.civic.exchange.models import Offer, OpenTime
from commonhold.civic.exchange.places import Point
from commonhold.civic.exchange.queries import offers
from commonhold.civic.exchange.queries.offers import Wanted
from commonhold.civic.exchange.vocabulary import Rough
from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.models import Person, Standing
from commonhold.social.people.queries import Viewer

_OFFERS, _PEOPLE, _AT_ONCE, _ROUNDS = 100_000, 5_000, 2_000, 5
_PAGE = 50  # milliseconds
_MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
_CITY, _VILLAGE = Point(52_520_000, 13_400_000), Point(48_100_000, 9_200_000)
_DAY = timedelta(days=1)


def measure(folder: Path) -> list[Figure]:
    """The first page of what fits, in time on a processor."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=_MAY)
    people = _meet()
    _offer(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    viewer, now = Viewer(people[0]), _MAY + _DAY
    kinds, noon = ExchangeCharter().each_category, now + _DAY
    near = dict.fromkeys(people[:300], 1)
    asked = {
        "the newest": Wanted(),
        "a category": Wanted(category=kinds[0]),
        "10 km around a city, where half of all is": Wanted(point=_CITY, reach_km=10),
        "30 km around a village": Wanted(point=_VILLAGE, reach_km=30),
        "5 km around a city, a category and a day": Wanted(
            point=_CITY, reach_km=5, category=kinds[1], starts=noon, ends=noon
        ),
        "a place where nothing is": Wanted(point=Point(0, 0), reach_km=50),
        "people near in trust": Wanted(near=near),
        "people near in trust, 20 km around a village": Wanted(near=near, point=_VILLAGE, reach_km=20),
        "a rare word": Wanted(words="kiln"),
        "a word that nobody says": Wanted(words="zeppelin"),
        "a day": Wanted(starts=noon, ends=noon),
    }
    return [
        below(_PAGE, f"{_OFFERS} offers, {name}", _spent(viewer, wanted, now), "ms of CPU")
        for name, wanted in asked.items()
    ]


def _spent(viewer: Viewer, wanted: Wanted, now: datetime) -> float:
    return best_of(_ROUNDS, lambda _round: offers.found(viewer, wanted, now=now)).cpu * 1000


def _meet() -> list[int]:
    found = [Person(id=ids.new_id(_MAY), handle=f"p{number}", created_at=_MAY) for number in range(_PEOPLE)]
    Person.objects.bulk_create(found, batch_size=_AT_ONCE)
    Standing.objects.create(id=ids.new_id(_MAY), person=found[0], kind=Standing.Kind.MEMBER, since=_MAY)
    return [each.id for each in found]


def _offer(people: list[int]) -> None:
    """Half of them in one city, the others all over; every fifth says when it can be had."""
    dice = random.Random(2027)  # noqa: S311 - made-up offers, no secret
    rows = _rows(people, dice)
    while some := list(islice(rows, _AT_ONCE)):
        Offer.objects.bulk_create(some)
        OpenTime.objects.bulk_create(
            OpenTime(id=ids.new_id(_MAY), offer=each, starts_at=start, ends_at=start + _DAY)
            for each in some[::5]
            for start in (_MAY + dice.randrange(60) * _DAY, _MAY + dice.randrange(60) * _DAY)
        )


def _rows(people: list[int], dice: random.Random) -> Iterator[Offer]:
    kinds = ExchangeCharter().each_category
    for number in range(_OFFERS):
        if number % 2:
            point = Point(
                _CITY.latitude + dice.randrange(-200_000, 200_000),
                _CITY.longitude + dice.randrange(-300_000, 300_000),
            )
        else:
            point = Point(dice.randrange(47_000_000, 55_000_000), dice.randrange(6_000_000, 15_000_000))
        at = places.rounded(point, Rough.DISTRICT)
        yield Offer(
            id=ids.new_id(_MAY),
            by_id=dice.choice(people),
            direction="offer",
            audience="everybody",
            category=dice.choice(kinds),
            title="A kiln for a day" if number % 10_000 == 7 else f"Something to lend, number {number}",
            text="In good order. " * 10,
            price="gift",
            place="Here",
            rough="district",
            latitude=at.latitude,
            longitude=at.longitude,
            time_zone="Europe/Berlin",
            at=_MAY,
            expires_at=_MAY + 90 * _DAY,
            ended_at=_MAY if number % 50 == 0 else None,
        )

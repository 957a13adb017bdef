"""The state of the commons: what ordered feeds did last week, in sums, so that people vote with knowledge.

Looked at once a night, from each feed's order as it stood last: its first twenty places. No number is kept
that comes from fewer than five people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.feeds.models import Ranking, Week
from rulebook.rank.attention import Place, spread
from rulebook.rank.bridging import BRIDGES_FROM
from rulebook.rank.ranking import Row
from rulebook.suppression import LEAST_PEOPLE

NIGHTLY, WEEK = timedelta(hours=24), timedelta(days=7)
FIRST_PLACES = 20
_LAST = Prepared(lambda: Week.objects.order_by("-id").values_list("at")[:1])


@dataclass(frozen=True)
class WeekView:
    """Thousandths of the first places; None where fewer than five people stand behind a number."""

    at: datetime
    readers: int | None
    authors: int | None
    busiest_tenth: int | None
    bridging: int | None
    newcomers: int | None
    strangers: int | None


def weeks(*, limit: int = 8) -> list[WeekView]:
    """As each night found it, a week apart, the latest first; the same for everybody."""
    found: list[WeekView] = []
    for row in Week.objects.order_by("-id")[: limit * 8]:
        if not found or row.at <= found[-1].at - WEEK + NIGHTLY / 2:
            found.append(WeekView(**{name: getattr(row, name) for name in WeekView.__dataclass_fields__}))
    return found[:limit]


def is_due(now: datetime) -> bool:
    """Is it night again?"""
    return not any(now < at + NIGHTLY for (at,) in _LAST.rows())


def look(now: datetime) -> None:
    """Once a night: an errand, since reading thousands of orders takes its time."""
    if not is_due(now):
        return
    readers, places = 0, []
    for first in _first_places(now):
        readers += 1
        places += first
    found = spread(places)
    is_enough = readers >= LEAST_PEOPLE
    kept = {name: getattr(found, name) if is_enough else None for name in _TOLD}
    with transaction.atomic():
        Week.objects.create(id=ids.new_id(now), at=now, readers=readers if is_enough else None, **kept)


_TOLD = ("authors", "busiest_tenth", "bridging", "newcomers", "strangers")


def _first_places(now: datetime) -> Iterator[list[Place]]:
    recent = Ranking.objects.filter(at__gt=now - WEEK).order_by("person_id")
    for rows, order in recent.values_list("rows", "order").iterator(chunk_size=100):
        by_id = {each[0]: Row(*each) for each in orjson.loads(rows)}
        first = [by_id[post] for post in orjson.loads(order)[:FIRST_PLACES]]
        yield [
            Place(each.author, each.bridging >= BRIDGES_FROM, each.newcomer > 0, each.stranger > 0)
            for each in first
        ]

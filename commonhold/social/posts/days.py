"""Posts counted by days: what a tag or a link was used for in the last week. Days are those of UTC."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, QuerySet

from commonhold.ground import ids
from commonhold.social.posts.models import Post

_DAYS = 7
#: Ids of one day: its milliseconds, each with 16 bits more.
_IDS_A_DAY = 86_400_000 << 16


@dataclass(frozen=True)
class DayOfUse:
    """The day that begins at `day`: in how many posts, by how many people."""

    day: datetime
    posts: int
    people: int


def last_days(now: datetime) -> list[datetime]:
    """When each of the last seven days began, today first."""
    today = ids.time_of(ids.milliseconds(now) // 86_400_000 * 86_400_000 << 16)
    return [today - timedelta(days=each) for each in range(_DAYS)]


def first_of(day: datetime) -> int:
    """The smallest id of a day."""
    return ids.milliseconds(day) << 16


def by_day(rows: QuerySet[Post], column: str, days: Sequence[datetime]) -> dict[Any, list[DayOfUse]]:
    """By the value of a column, the use on each of these days; one statement."""
    day = ExpressionWrapper(F("id") / _IDS_A_DAY, output_field=BigIntegerField())
    counted: dict[Any, dict[int, tuple[int, int]]] = defaultdict(dict)
    uses = rows.order_by().annotate(day=day).values(column, "day")
    uses = uses.annotate(uses=Count("id", distinct=True), users=Count("author_id", distinct=True))
    for each in uses:
        counted[each[column]][each["day"]] = (each["uses"], each["users"])
    places = [first_of(each) // _IDS_A_DAY for each in days]
    return {
        name: [DayOfUse(at, *known.get(place, (0, 0))) for at, place in zip(days, places, strict=True)]
        for name, known in counted.items()
    }

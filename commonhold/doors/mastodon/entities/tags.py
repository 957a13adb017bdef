"""Tags with their use (docs.joinmastodon.org/entities/Tag)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from commonhold.doors.calls.addresses import address
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import tagged
from commonhold.social.posts.days import DayOfUse, last_days
from commonhold.social.tags import queries as tags

Entity = dict[str, Any]


def of_names(viewer: Viewer, names: Sequence[str], *, now: datetime) -> list[Entity]:
    """Tags in their order; four statements for all of them. One that nobody used yet has no id."""
    known = tags.called(viewer, names)
    used = tagged.use_by_day(viewer, names, now=now)
    unused = [DayOfUse(each, 0, 0) for each in last_days(now)]
    mine = viewer.person_id is not None
    return [
        {
            "id": str(known[each].id or ""),
            "name": each,
            "url": address(f"/tags/{quote(each)}"),
            "history": history(used.get(each, unused)),
            **({"following": known[each].is_followed, "featuring": known[each].is_featured} if mine else {}),
        }
        for each in names
    ]


def history(days: Sequence[DayOfUse]) -> list[dict[str, str]]:
    return [
        {"day": str(int(each.day.timestamp())), "uses": str(each.posts), "accounts": str(each.people)}
        for each in days
    ]

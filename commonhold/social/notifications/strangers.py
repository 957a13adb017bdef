"""What waits from strangers whom a person keeps apart, as apps read it: one request for each of them.

A request bears the id of the first notification that waits; any other of the same stranger leads there too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from commonhold.ground import ids
from commonhold.ground.spans import FIRST, Span, within
from commonhold.social.notifications import queries
from commonhold.social.notifications.app_types import KINDS
from commonhold.social.notifications.models import Notification
from commonhold.social.notifications.refusals import NobodyAsked
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView

_MOST_COUNTED = 100


@dataclass(frozen=True)
class Waiting:
    """What waits from one stranger; `post` is the last that it is about."""

    id: int
    person_id: int
    count: int
    since: datetime
    latest_at: datetime
    post: PostView | None


def waiting(viewer: Viewer, span: Span = FIRST) -> list[Waiting]:
    """Who waits, the latest comer first; a few statements whatever the span."""
    rows = _by_person(_waiting(viewer))
    return _views(viewer, within(rows, span, by="first"))


def waiting_as(viewer: Viewer, request_id: int) -> Waiting:
    """One request. Raises NobodyAsked."""
    hers = _waiting(viewer).filter(actor_id__in=people_of(viewer, [request_id]))
    found = _views(viewer, list(_by_person(hers)))
    if not found:
        raise NobodyAsked
    return found[0]


def people_of(viewer: Viewer, request_ids: Collection[int]) -> list[int]:
    """From whom these requests are; those that wait no more are left out."""
    rows = _waiting(viewer).filter(id__in=request_ids).order_by("actor_id")
    return list(rows.values_list("actor_id", flat=True).distinct())


def how_much_waits(viewer: Viewer) -> tuple[int, int]:
    """From how many people, counted up to a hundred, and how many notifications."""
    found = _waiting(viewer).aggregate(people=Count("actor_id", distinct=True), rows=Count("id"))
    return min(found["people"], _MOST_COUNTED), found["rows"]


def _waiting(viewer: Viewer) -> QuerySet[Notification]:
    return queries.kept_apart(viewer).filter(kind__in=sorted(KINDS))


def _by_person(rows: QuerySet[Notification]) -> QuerySet[Notification, Any]:
    columns = {"first": Min("id"), "latest": Max("id"), "count": Count("id"), "last_post": Max("post_id")}
    return rows.order_by().values("actor_id").annotate(**columns)


def _views(viewer: Viewer, rows: list[dict[str, Any]]) -> list[Waiting]:
    wanted = [each["last_post"] for each in rows if each["last_post"] is not None]
    said = {each.id: each for each in posts.posts(viewer, wanted)} if wanted else {}
    return [
        Waiting(
            id=each["first"],
            person_id=each["actor_id"],
            count=each["count"],
            since=ids.time_of(each["first"]),
            latest_at=ids.time_of(each["latest"]),
            post=said.get(each["last_post"]),
        )
        for each in rows
    ]

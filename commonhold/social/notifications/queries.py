"""What a person was told, as far as she may still see what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from commonhold.social.notifications.models import Notification
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts

_MOST_HINTS = 2000


@dataclass(frozen=True)
class NotificationView:
    """One line of what happened. `subject` is "proposal:ID" and the like where it is about no post."""

    id: int
    kind: str
    actor: PersonLine | None
    post: PostView | None
    subject: str
    words: str
    at: datetime
    is_read: bool


def for_person(viewer: Viewer, *, before: int | None = None, limit: int = 20) -> list[NotificationView]:
    """What the viewer was told, newest first; two statements."""
    rows = _of(viewer).select_related("actor").order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    page = list(rows[:limit])
    wanted = sorted({row.post_id for row in page if row.post_id is not None})
    # What became invisible between the two statements is left out.
    seen = {each.id: each for each in posts.posts(viewer, wanted)} if wanted else {}
    return [
        NotificationView(
            id=row.id,
            kind=row.kind,
            actor=None if row.actor is None else people.line_of(row.actor),
            post=None if row.post_id is None else seen[row.post_id],
            subject=row.subject,
            words=row.words,
            at=row.told_at,
            is_read=row.read_at is not None,
        )
        for row in page
        if row.post_id is None or row.post_id in seen
    ]


def unread_count(viewer: Viewer) -> int:
    """How much the viewer was told and has not read."""
    return _of(viewer).filter(read_at=None).count()


def told_after(after: int) -> dict[int, int]:
    """Who was told something after the id `after`: person by row. Only to wake streams up."""
    rows = Notification.objects.filter(id__gt=after).order_by("-id")
    return dict(rows.values_list("id", "person_id")[:_MOST_HINTS])


def _of(viewer: Viewer) -> QuerySet[Notification]:
    if viewer.person_id is None:
        return Notification.objects.none()
    there = visible_posts(viewer).filter(removed_at=None)
    about_what_is_there = Q(post=None) | Q(post__in=there)
    return Notification.objects.filter(about_what_is_there, person_id=viewer.person_id)

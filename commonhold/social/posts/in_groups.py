"""Posts of groups, as their readers may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries
from commonhold.social.posts.models import GroupPin, GroupRemoval
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.visibility import visible_posts


@dataclass(frozen=True)
class Removal:
    """That a post was taken out of its group, and why."""

    reason: str
    at: datetime


def of_group(viewer: Viewer, group_id: int, *, before: int | None = None, limit: int = 20) -> list[PostView]:
    """What was said in a group, newest first, answers left out."""
    rows = visible_posts(viewer).filter(group_id=group_id, in_reply_to=None, removed_at=None)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return queries.posts(viewer, list(rows.order_by("-id").values_list("id", flat=True)[:limit]))


def pinned_in(viewer: Viewer, group_id: int) -> list[PostView]:
    """What the moderators keep on top, the latest pinned first."""
    pins = GroupPin.objects.filter(group_id=group_id).order_by("-since", "-id")
    return queries.posts(viewer, list(pins.values_list("post_id", flat=True)))


def is_pinned(viewer: Viewer, post_id: int) -> bool:
    """Does its group keep this post on top, and may the viewer see it?"""
    return visible_posts(viewer).filter(id=post_id, group_pin__isnull=False).exists()


def removal_of(viewer: Viewer, post_id: int) -> Removal | None:
    """Why a post was taken out of its group, for whoever sees the place where it stood."""
    seen = visible_posts(viewer).filter(id=post_id).values("id")
    row = GroupRemoval.objects.filter(post_id__in=seen).first()
    return None if row is None else Removal(row.reason, row.removed_at)

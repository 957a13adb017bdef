"""The preview of the first page that a post links to, and which pages posts link to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from commonhold.ground import ids
from commonhold.ground.spans import FIRST, Span, within
from commonhold.social.people.hiding import muted_by
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.days import DayOfUse, by_day, last_days
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.previews.actions import ask_preview
from commonhold.social.previews.queries import VIEW, PreviewView, digest_of, view_from


@dataclass(frozen=True)
class LinkUse:
    """A page that public posts link to, and on which days, today first."""

    preview: PreviewView
    days: Sequence[DayOfUse]


def preview_links(post: Post, links: Sequence[str], now: datetime) -> None:
    """Have a post show the first of its links that can be previewed; in the transaction that writes it."""
    post.preview_id = preview_for(post, links, now)
    post.save(update_fields=["preview"])


def preview_for(post: Post, links: Sequence[str], now: datetime) -> int | None:
    """The preview of the first of a post's links that can have one.

    Nothing is fetched for direct posts: a link between few people may be a key, and using it may spend it.
    """
    wanted = () if post.audience == Audience.DIRECT else links
    found = (ask_preview(each, now=now) for each in wanted)
    return next((each for each in found if each is not None), None)


def used_since(
    viewer: Viewer, since: datetime, *, now: datetime, skip: int = 0, limit: int = 20
) -> list[LinkUse]:
    """Pages that public posts linked to since then: those by the most people first. Nothing is weighed."""
    rows = _listed(viewer).filter(id__gte=ids.first_id_after(since)).exclude(preview__title="")
    counted = rows.exclude(preview=None).order_by().values("preview_id")
    counted = counted.annotate(people=Count("author_id", distinct=True), uses=Count("id"))
    most = counted.order_by("-people", "-uses", "-preview_id")[skip : skip + limit]
    wanted = [each["preview_id"] for each in most]
    shown = rows.filter(preview_id__in=wanted).values_list(
        "preview_id", *(f"preview__{each}" for each in VIEW)
    )
    views = {preview_id: view_from(values) for preview_id, *values in shown.distinct()}
    days = by_day(rows.filter(preview_id__in=wanted), "preview_id", last_days(now))
    return [LinkUse(view, days[each]) for each in wanted if (view := views[each]) is not None]


def by_link(viewer: Viewer, url: str, span: Span = FIRST) -> list[PostView]:
    """Public posts that show this page beneath them, newest first, of people who want to be come upon."""
    rows = _listed(viewer).filter(preview__digest=digest_of(url), author__is_discoverable=True)
    return posts(viewer, within(rows.values_list("id", flat=True), span))


def _listed(viewer: Viewer) -> QuerySet[Post]:
    rows = visible_posts(viewer).filter(audience=Audience.PUBLIC, removed_at=None)
    return rows.exclude(author_id__in=muted_by(viewer.person_id or 0))

"""Posts' own rows with who wrote them, their counts and the viewer's marks: one statement, made once.

Nearly every page asks it, so it reads columns and no model rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from commonhold.ground.prepared import Prepared, Row
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, PersonLine, Viewer
from commonhold.social.posts.measured.models import Restriction
from commonhold.social.posts.models import (
    Announcement,
    Attachment,
    Bookmark,
    Boost,
    Favourite,
    Post,
    Thanks,
)
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.previews import queries as previews
from commonhold.social.previews.queries import PreviewView


class InGroup(NamedTuple):
    """The group that a post is in, for a byline."""

    handle: str
    title: str


class Original(NamedTuple):
    """What another server calls a post of one of its people, and its page there, if that has one."""

    uri: str
    url: str


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """A post's row for one viewer: `reply_count` is of answers that she may see, the marks are hers."""

    id: int
    author_id: int
    audience: str
    text: str
    html: str
    warning: str
    language: str
    format: str
    is_sensitive: bool
    published_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    in_reply_to_id: int | None
    waits_for_id: int | None
    poll_id: int | None
    quoted_id: int | None
    imported_as: str
    group_id: int | None
    has_media: bool
    is_announced: bool
    reply_count: int
    thanks_count: int
    favourite_count: int
    boost_count: int
    label: str
    thanked: bool
    favourited: bool
    boosted: bool
    bookmarked: bool
    author: PersonLine
    group: InGroup | None
    original: Original | None
    preview: PreviewView | None


_OWN = [each.name for each in fields(Look)][:-4]
_AUTHOR = [f"author__{each}" for each in people.LINE]
_GROUP = [f"group__{each}" for each in InGroup._fields]
_ORIGINAL = [f"elsewhere__{each}" for each in Original._fields]
_PREVIEW = [f"preview__{each}" for each in previews.VIEW]
_COLUMNS = (*_OWN, *_AUTHOR, *_GROUP, *_ORIGINAL, *_PREVIEW)


def of(viewer: Viewer, ids: Sequence[int]) -> list[Look]:
    """Those of `ids` that the viewer may see, in no order."""
    me = viewer.person_id
    return _ANYONES.made(ids=ids) if me is None else _HERS.made(ids=ids, me=me)


def _look(row: Row) -> Look:
    author = len(_OWN)
    group = author + len(_AUTHOR)
    original = group + len(_GROUP)
    preview = original + len(_ORIGINAL)
    in_group = None if row[group] is None else InGroup(*row[group:original])
    there = None if row[original] is None else Original(*row[original:preview])
    joined = people.line_from(row[author:group]), in_group, there, previews.view_from(row[preview:])
    columns: tuple[Any, ...] = (*row[:author], *joined)
    return Look(*columns)


def _hers(*, me: int, ids: Sequence[int]) -> QuerySet[Post, Any]:
    mine = {"post": OuterRef("pk"), "person_id": me}
    marks = {
        "thanked": Exists(Thanks.objects.filter(**mine)),
        "favourited": Exists(Favourite.objects.filter(**mine)),
        "boosted": Exists(Boost.objects.filter(**mine)),
        "bookmarked": Exists(Bookmark.objects.filter(**mine)),
    }
    return _counted(Viewer(me), ids).annotate(**marks).values_list(*_COLUMNS)


def _anyones(*, ids: Sequence[int]) -> QuerySet[Post, Any]:
    none = Exists(Post.objects.filter(pk__isnull=True))
    marks = dict.fromkeys(("thanked", "favourited", "boosted", "bookmarked"), none)
    return _counted(ANYONE, ids).annotate(**marks).values_list(*_COLUMNS)


def _counted(viewer: Viewer, ids: Sequence[int]) -> QuerySet[Post]:
    answers = visible_posts(viewer).filter(removed_at=None)
    return (
        visible_posts(viewer)
        .filter(id__in=ids)
        .annotate(
            is_announced=Exists(Announcement.objects.filter(post=OuterRef("pk"))),
            has_media=Exists(Attachment.objects.filter(post=OuterRef("pk"))),
            reply_count=_count(answers, "in_reply_to"),
            thanks_count=_count(Thanks.objects.all(), "post"),
            favourite_count=_count(Favourite.objects.all(), "post"),
            boost_count=_count(Boost.objects.all(), "post"),
            label=_label(),
        )
    )


def _label() -> Coalesce:
    """The words that a measure put above the post of the outer query; empty where none did."""
    held = Restriction.objects.filter(post=OuterRef("pk"), kind=Restriction.Kind.LABELLED, until=None)
    return Coalesce(Subquery(held.order_by().values("words")[:1]), Value(""), output_field=CharField())


def _count(rows: QuerySet[Any], link: str) -> Coalesce:
    """How many of `rows` point by `link` at the post of the outer query."""
    linked = rows.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Coalesce(Subquery(linked.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


_HERS, _ANYONES = Prepared(_hers, _look), Prepared(_anyones, _look)

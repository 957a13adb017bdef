"""What somebody said and passed on, batch by batch, for the archive of all that is hers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from commonhold.social.posts.models import Attachment, Boost, Mention, Post, Tagging

T = TypeVar("T")


@dataclass(frozen=True)
class OwnPost:
    """A post of hers. `answers` and `quotes` are an id of ours, or the URI that another server gave.

    `media` are ids in their order; `mentions` are handles, with a server for people elsewhere; `options` are
    a poll's answers with their counts, None while nobody may know them.
    """

    id: int
    audience: str
    format: str
    text: str
    html: str
    warning: str
    is_sensitive: bool
    language: str
    published_at: datetime
    edited_at: datetime | None
    imported_as: str
    answers: int | str | None
    quotes: int | str | None
    media: tuple[int, ...]
    mentions: tuple[str, ...]
    tags: tuple[str, ...]
    options: tuple[tuple[str, int | None], ...]
    is_multiple: bool


@dataclass(frozen=True)
class PassedOn:
    """A boost of hers: of which post, as `OwnPost.answers`."""

    id: int
    post: int | str
    at: datetime


def count_of(person_id: int) -> int:
    """How many posts and boosts there are to take along."""
    posts = Post.objects.filter(author_id=person_id, removed_at=None).count()
    return posts + Boost.objects.filter(person_id=person_id).count()


def own_posts(person_id: int, *, after: int, limit: int) -> list[OwnPost]:
    """Her posts that still have their words, oldest id first."""
    rows = list(
        Post.objects.filter(author_id=person_id, removed_at=None, id__gt=after)
        .select_related("in_reply_to__elsewhere", "quoted__elsewhere", "poll")
        .prefetch_related("poll__options")
        .order_by("id")[:limit]
    )
    ids = [row.id for row in rows]
    carried = _grouped(
        Attachment.objects.filter(post_id__in=ids)
        .order_by("post_id", "position")
        .values_list("post_id", "medium_id")
    )
    tags = _grouped(
        Tagging.objects.filter(post_id__in=ids).order_by("id").values_list("post_id", "tag__name")
    )
    named = _grouped(
        (each.post_id, each.person.address)
        for each in Mention.objects.filter(post_id__in=ids).select_related("person").order_by("id")
    )
    return [
        OwnPost(
            id=row.id,
            audience=row.audience,
            format=row.format,
            text=row.text,
            html=row.html,
            warning=row.warning,
            is_sensitive=row.is_sensitive,
            language=row.language,
            published_at=row.published_at,
            edited_at=row.edited_at,
            imported_as=row.imported_as,
            answers=_named(row.in_reply_to),
            quotes=_named(row.quoted),
            media=tuple(carried[row.id]),
            mentions=tuple(named[row.id]),
            tags=tuple(tags[row.id]),
            options=()
            if row.poll is None
            else tuple((each.text, each.votes) for each in row.poll.options.all()),
            is_multiple=row.poll is not None and row.poll.is_multiple,
        )
        for row in rows
    ]


def own_boosts(person_id: int, *, after: int, limit: int) -> list[PassedOn]:
    """What she passed on, oldest first."""
    rows = Boost.objects.filter(person_id=person_id, id__gt=after).select_related("post__elsewhere")
    return [
        PassedOn(row.id, _named(row.post) or row.post_id, row.given_at) for row in rows.order_by("id")[:limit]
    ]


def names_of(post_ids: Iterable[int]) -> dict[int, int | str]:
    """What each is called, as `OwnPost.answers`."""
    rows = Post.objects.filter(id__in=list(post_ids)).select_related("elsewhere")
    return {row.id: _named(row) or row.id for row in rows}


def _named(row: Post | None) -> int | str | None:
    if row is None:
        return None
    return row.elsewhere.uri if hasattr(row, "elsewhere") else row.id


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

"""What other servers call the posts of their people, and where these are read there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.prepared import Prepared
from commonhold.social.posts.models import PostElsewhere


@dataclass(frozen=True)
class Elsewhere:
    """A post of another server. `url` is its page there, or its URI where it names no page."""

    post_id: int
    author_id: int
    uri: str
    url: str
    replies: str
    fetched_at: datetime
    is_removed: bool


def by_uri(uri: str) -> Elsewhere | None:
    """The post that has this URI; tombstones too."""
    return next(iter(_found(uri__in=[uri])), None)


def by_uris(uris: Collection[str]) -> dict[str, Elsewhere]:
    """By URI, those that are here; tombstones too."""
    return {each.uri: each for each in _found(uri__in=uris)}


def by_url(url: str) -> Elsewhere | None:
    """The post whose page there this is, or that has this URI; tombstones too."""
    return by_uri(url) or next(iter(_found(url=url)), None)


def of_posts(post_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """By post, its URI and its page there; posts of ours are left out."""
    return {post_id: (uri, url or uri) for post_id, uri, url in _OF_POSTS.rows(ids=list(post_ids))}


def of_post(post_id: int) -> Elsewhere | None:
    """The addresses of one post; None for one of ours."""
    return next(iter(_found(post_id=post_id)), None)


def _found(**which: object) -> list[Elsewhere]:
    rows = PostElsewhere.objects.filter(**which).values_list(
        "post_id", "post__author_id", "uri", "url", "replies", "fetched_at", "post__removed_at"
    )
    return [
        Elsewhere(post_id, author_id, uri, url or uri, replies, fetched_at, removed_at is not None)
        for post_id, author_id, uri, url, replies, fetched_at, removed_at in rows
    ]


_OF_POSTS = Prepared(
    lambda *, ids: PostElsewhere.objects.filter(post_id__in=ids).values_list("post_id", "uri", "url")
)

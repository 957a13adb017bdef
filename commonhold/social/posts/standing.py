"""Which of some posts stand in a list that is open while others write. The viewer may see what is found.

A tombstone stands where its post did, as far as that can still be told: its media and its tags are gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.queries import Servers, in_public, of_servers
from commonhold.social.posts.visibility import visible_posts

#: Audiences by which a hint is told to whom it may concern.
DIRECT, PUBLIC = str(Audience.DIRECT), str(Audience.PUBLIC)


def in_timeline(me: int, ids: Sequence[int], *, servers: Servers, with_media: bool) -> list[int]:
    """Those in a public timeline."""
    return _in_timeline(servers, with_media).ids(me=me, ids=ids)


def under_tag(me: int, ids: Sequence[int], *, tag: str, servers: Servers) -> list[int]:
    """Those that bear a tag and are for everybody."""
    return _under_tag(servers).ids(me=me, ids=ids, tag=tag)


def in_conversations(me: int, ids: Sequence[int]) -> dict[int, int]:
    """Those that were said where `me` sits: conversation by post."""
    return dict(_IN_CONVERSATIONS.rows(me=me, ids=ids))


def removed(me: int, ids: Sequence[int], *, servers: Servers = Servers.ALL, is_public: bool) -> list[int]:
    """Those that are tombstones now and that `me` might see before."""
    return _removed(servers, is_public).ids(me=me, ids=ids)


@cache
def _in_timeline(servers: Servers, with_media: bool) -> Prepared:
    def build(*, me: int, ids: Sequence[int]) -> QuerySet[Post, int]:
        rows = in_public(Viewer(me), servers=servers, with_media=with_media)
        return rows.filter(id__in=ids, removed_at=None).order_by("id").values_list("id", flat=True)

    return Prepared(build)


@cache
def _under_tag(servers: Servers) -> Prepared:
    def build(*, me: int, ids: Sequence[int], tag: str) -> QuerySet[Post, int]:
        rows = visible_posts(Viewer(me)).filter(
            id__in=ids, audience=Audience.PUBLIC, removed_at=None, taggings__tag__name=tag
        )
        return of_servers(rows, servers).order_by("id").values_list("id", flat=True)

    return Prepared(build)


@cache
def _removed(servers: Servers, is_public: bool) -> Prepared:
    def build(*, me: int, ids: Sequence[int]) -> QuerySet[Post, int]:
        rows = visible_posts(Viewer(me)).filter(id__in=ids, removed_at__isnull=False)
        if is_public:
            rows = rows.filter(audience=Audience.PUBLIC)
        return of_servers(rows, servers).order_by("id").values_list("id", flat=True)

    return Prepared(build)


def _said(*, me: int, ids: Sequence[int]) -> QuerySet[Post, tuple[int, int]]:
    rows = visible_posts(Viewer(me)).filter(id__in=ids, audience=Audience.DIRECT, removed_at=None)
    return rows.order_by("id").values_list("id", "channel_id")


_IN_CONVERSATIONS = Prepared(_said)

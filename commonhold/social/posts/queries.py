"""Posts as their viewers may see them: what `visibility` does not allow is not found, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import FIRST, Span, Spanned
from commonhold.social.media.queries import MediumView
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import muted_by
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.polls.queries import PollView
from commonhold.social.posts import looks
from commonhold.social.posts.details import NOTHING, Details, Quote, details_of
from commonhold.social.posts.looks import InGroup, Look, Original
from commonhold.social.posts.models import Attachment, Audience, Edition, Mention, Post, Thanks
from commonhold.social.posts.refusals import NoSuchPost
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.previews.queries import PreviewView
from commonhold.social.servers import policies


@dataclass(frozen=True)
class PostView:
    """What a page needs of a post. `html` is sanitised already; a removed post has no words.

    `replies` counts those that the viewer may see. `thanked` to
    `is_mine`, `boosted` and `bookmarked` are the viewer's own.
    """

    id: int
    author: PersonLine
    audience: Audience
    text: str
    html: str
    media: tuple[MediumView, ...]
    warning: str
    language: str
    format: str
    is_sensitive: bool
    at: datetime
    edited_at: datetime | None
    removed: bool
    in_reply_to: int | None
    waits: bool  # for approval; nobody but its author and the approver sees it
    poll: PollView | None
    quote: Quote | None
    replies: int
    thanks: int
    favourites: int
    thanked: bool
    favourited: bool
    is_mine: bool
    preview: PreviewView | None = None
    boosts: int = 0
    boosted: bool = False
    bookmarked: bool = False
    group: InGroup | None = None
    is_announced: bool = False
    may_keep_order: bool = False  # as a moderator of its group
    imported_as: str = ""  # its address on the server from which its author brought it along
    original: Original | None = None  # of another server's person: where it was written
    label: str = ""  # what a measure says above it
    is_withheld: bool = False  # by a measure; nobody but its author sees it

    def __hash__(self) -> int:
        """Of what tells posts and their readers apart; all of it would take longer than to make another."""
        return hash((self.id, self.replies, self.favourites, self.thanks, self.favourited, self.thanked))


def ids_by(person_id: int, *, most: int) -> list[int]:
    """The latest posts of somebody that stand, whoever may see them; for measures, not for pages."""
    rows = Post.objects.filter(author_id=person_id, removed_at=None).order_by("-id")
    return list(rows.values_list("id", flat=True)[:most])


class Servers(Enum):
    """Whose people are meant."""

    HERE = "here"
    OTHERS = "others"
    ALL = "all"


@dataclass(frozen=True)
class EditionView:
    """What a post said until `replaced_at`."""

    text: str
    html: str
    warning: str
    replaced_at: datetime


def post(viewer: Viewer, post_id: int) -> PostView:
    """One post, as a tombstone when it was removed. Raises NoSuchPost."""
    seen = posts(viewer, [post_id])
    if not seen:
        raise NoSuchPost
    return seen[0]


def posts(viewer: Viewer, ids: Sequence[int]) -> list[PostView]:
    """Those of `ids` that the viewer may see, in that order; as many statements for one as for hundreds."""
    rows = {row.id: row for row in looks.of(viewer, ids)}
    details = details_of(viewer, rows.values())
    return [_view(rows[each], details, viewer) for each in ids if each in rows]


def author_of(post_id: int) -> int | None:
    """Who wrote it, whoever may see it; for telling her what concerns it, not for pages."""
    return Post.objects.filter(id=post_id).values_list("author_id", flat=True).first()


def author_if_brought(post_id: int) -> int | None:
    """Who brought it along from another server; None for what was written here. For no page."""
    brought = Post.objects.filter(id=post_id).exclude(imported_as="")
    return brought.values_list("author_id", flat=True).first()


def with_poll(viewer: Viewer, poll_id: int) -> PostView:
    """The post in which a poll stands. Raises NoSuchPost."""
    row = Post.objects.filter(poll_id=poll_id).values_list("id", flat=True).first()
    return post(viewer, row or 0)


def by_author(
    viewer: Viewer, person_id: int, *, before: int | None = None, limit: int = 20
) -> list[PostView]:
    """A person's posts and answers, newest first; messages stand in their conversations alone."""
    return posts(viewer, _said_by(viewer, person_id, before, limit))


def media_by_author(
    viewer: Viewer, person_id: int, *, before: int | None = None, limit: int = 20
) -> list[PostView]:
    """Of a person's posts and answers those with pictures, sounds or films, newest first."""
    return posts(viewer, _said_by(viewer, person_id, before, limit, with_media=True))


def public_latest(
    viewer: Viewer, span: Span = FIRST, *, servers: Servers = Servers.HERE, with_media: bool = False
) -> list[PostView]:
    """The latest that people of these servers said to everybody; no answers, no muted people."""
    return posts(viewer, _latest(servers, with_media).ids(span, **viewer.me))


@cache
def _latest(servers: Servers, with_media: bool) -> Spanned:
    def build(*, me: int | None = None) -> QuerySet[Post, Any]:
        rows = in_public(Viewer(me), servers=servers, with_media=with_media)
        return rows.filter(removed_at=None).values_list("id")

    return Spanned(build)


def in_public(viewer: Viewer, *, servers: Servers, with_media: bool = False) -> QuerySet[Post]:
    """What the public timelines hold for the viewer, tombstones included; for this room and its streams."""
    unmuted = ~Q(author_id__in=muted_by(viewer.person_id or 0))
    rows = visible_posts(viewer).filter(unmuted, audience=Audience.PUBLIC, in_reply_to=None)
    if servers is not Servers.HERE:
        rows = rows.filter(~policies.is_quiet("author__domain"))
    return from_servers(rows, servers, with_media=with_media)


def from_servers(rows: QuerySet[Post], servers: Servers, *, with_media: bool = False) -> QuerySet[Post]:
    """Those of the rows that people of these servers wrote, on wish only those with media; for this room."""
    rows = of_servers(rows, servers)
    return rows.filter(Exists(Attachment.objects.filter(post=OuterRef("pk")))) if with_media else rows


def of_servers(rows: QuerySet[Post], servers: Servers) -> QuerySet[Post]:
    """Those of posts that people of these servers wrote."""
    if servers is Servers.ALL:
        return rows
    return rows.filter(author__domain="") if servers is Servers.HERE else rows.exclude(author__domain="")


def editions(viewer: Viewer, post_id: int) -> list[EditionView]:
    """What a post said earlier, oldest first. Raises NoSuchPost."""
    post(viewer, post_id)
    rows = Edition.objects.filter(post_id=post_id).order_by("id")
    return [EditionView(row.text, row.html, row.warning, row.replaced_at) for row in rows]


def thanked_by(viewer: Viewer, post_id: int) -> list[PersonLine]:
    """Who thanked for a post, earliest first: its author's to know. Raises NoSuchPost for others."""
    if not post(viewer, post_id).is_mine:
        raise NoSuchPost
    ids = list(Thanks.objects.filter(post_id=post_id).order_by("id").values_list("person_id", flat=True))
    known = people.found_among(viewer, ids)
    return [known[each] for each in ids if each in known]


def addressees(post_id: int) -> list[tuple[int, bool]]:
    """Whom a post is addressed to: her id, and whether it answers her. For telling them; not for pages."""
    rows = _ADDRESSED.rows(post_id=post_id)
    return [(person_id, person_id == answered) for person_id, answered in rows]


def heard_by(post_id: int, people_ids: Sequence[int]) -> list[int]:
    """Those who may see a post that answers none; for telling them of something new, not for pages."""
    seen = {each: looks.of(Viewer(each), [post_id]) for each in people_ids}
    return [each for each, rows in seen.items() if rows and rows[0].in_reply_to_id is None]


_ADDRESSED = Prepared(
    lambda *, post_id: (
        Mention.objects.filter(post_id=post_id)
        .order_by("id")
        .values_list("person_id", "post__in_reply_to__author_id")
    )
)


def _said_by(
    viewer: Viewer, person_id: int, before: int | None, limit: int, *, with_media: bool = False
) -> list[int]:
    return _of_author(with_media).ids(Span(limit, before), person_id=person_id, **viewer.me)


@cache
def _of_author(with_media: bool) -> Spanned:
    def build(*, person_id: int, me: int | None = None) -> QuerySet[Post, Any]:
        rows = visible_posts(Viewer(me)).exclude(audience=Audience.DIRECT)
        if with_media:
            rows = rows.filter(Exists(Attachment.objects.filter(post=OuterRef("pk"))))
        return rows.filter(author_id=person_id, removed_at=None).values_list("id")

    return Spanned(build)


def _view(row: Look, details: Details, viewer: Viewer) -> PostView:
    is_mine = row.author_id == viewer.person_id
    if row.has_media or row.poll_id is not None or row.quoted_id is not None or row.group_id is not None:
        return _made(row, details, is_mine=is_mine, may_keep_order=row.group_id in details.moderated)
    return _plain(row, is_mine)


@lru_cache(1024)
def _plain(row: Look, is_mine: bool) -> PostView:
    """A post of words alone, made once for each look."""
    return _made(row, NOTHING, is_mine=is_mine, may_keep_order=False)


def _made(row: Look, details: Details, *, is_mine: bool, may_keep_order: bool) -> PostView:
    return PostView(
        id=row.id,
        author=row.author,
        audience=Audience(row.audience),
        text=row.text,
        html=row.html,
        media=details.media.get(row.id, ()),
        warning=row.warning,
        language=row.language,
        format=row.format,
        is_sensitive=row.is_sensitive,
        at=row.published_at,
        edited_at=row.edited_at,
        removed=row.removed_at is not None,
        in_reply_to=row.in_reply_to_id,
        waits=row.waits_for_id is not None,
        poll=None if row.poll_id is None else details.polls.get(row.poll_id),
        quote=details.quotes.get(row.id),
        replies=row.reply_count,
        thanks=row.thanks_count,
        favourites=row.favourite_count,
        thanked=row.thanked,
        favourited=row.favourited,
        is_mine=is_mine,
        preview=row.preview,
        boosts=row.boost_count,
        boosted=row.boosted,
        bookmarked=row.bookmarked,
        group=row.group,
        is_announced=row.is_announced,
        may_keep_order=may_keep_order,
        imported_as=row.imported_as,
        original=row.original,
        label=row.label,
        is_withheld=row.waits_for_id is not None and row.waits_for_id == people.coop_account_id(),
    )

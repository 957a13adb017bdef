"""Posts that somebody wrote on another server and brings along: with their dates, and told to nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Insert
from commonhold.social.media.actions import bury
from commonhold.social.people import queries as people
from commonhold.social.posts import audiences
from commonhold.social.posts.attaching import attach
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.dated import free_id
from commonhold.social.posts.index.keeping import forget, keep
from commonhold.social.posts.models import Attachment, Audience, Edition, Grace, Post, Tagging
from commonhold.social.posts.refusals import BroughtFromTheFuture, BroughtTwice, NoSuchPost, NotBroughtAlong
from commonhold.social.posts.tagged import retag
from commonhold.social.posts.wording import worded

#: Other servers allow longer posts than we do; these stay whole.
LONGEST_BROUGHT = 20_000
_BROUGHT = frozenset({Audience.PUBLIC, Audience.UNLISTED, Audience.FOLLOWERS})


@dataclass(frozen=True)
class OldPost:
    """What somebody said elsewhere. `source` is its address there, at most 500 characters.

    `in_reply_to` is a post of her own here; `media` are hers, in no post yet. `with_all`: her whole community
    came along, so a short @name is somebody of ours, and it may answer any post that is here. `comes_hidden`:
    she was suspended there, and whoever brings it hides it at once.
    """

    source: str
    text: str
    published_at: datetime
    audience: str = "public"
    format: str = "plain"
    in_reply_to: int | None = None
    media: Sequence[int] = ()
    warning: str = ""
    is_sensitive: bool = False
    language: str = ""
    with_all: bool = False
    comes_hidden: bool = False


@transaction.atomic
def bring_post(by: int, *, old: OldPost, now: datetime) -> int:
    """Write down, with its own date, what somebody said elsewhere; return the post's id.

    Nobody is told, nobody is addressed, and no page that it links to is asked for a preview. A short @name
    meant somebody of the other server, so only one with its server becomes a link. An answer is for no more
    people than what it answers.

    Raises BroughtTwice, BroughtFromTheFuture, NoSuchPost for what it answers, and what `attach` and `worded`
    raise.
    """
    (people.must_be_here if old.comes_hidden else people.must_be_active)(by)
    if old.published_at > now:
        raise BroughtFromTheFuture
    if old.source and _BROUGHT_ALREADY.ids(author_id=by, source=old.source):
        raise BroughtTwice
    wording = worded(
        old.text,
        warning=old.warning,
        language=old.language,
        format=old.format,
        may_be_empty=bool(old.media),
        longest=LONGEST_BROUGHT,
        names_of_other_servers=not old.with_all,
    )
    row = _placed(by, old)
    row.text, row.html, row.warning = wording.text, wording.html, wording.warning
    row.language, row.format, row.is_sensitive = wording.language, wording.format, old.is_sensitive
    _INSERT.made(row)
    attach(row, old.media, now)
    retag(row, wording.tags, now)
    keep(row)
    return row.id


@transaction.atomic
def take_back_brought(by: int, *, post_ids: Collection[int], now: datetime) -> None:
    """Take posts back that were brought along, at once and for good; they can be brought once more.

    Their places in threads stay. Those that are gone already only become free to be brought again.
    Raises NotBroughtAlong, and then takes none back.
    """
    people.must_be_active(by)
    rows = list(Post.objects.select_for_update().filter(id__in=post_ids, author_id=by))
    if len(rows) != len(set(post_ids)):
        raise NotBroughtAlong
    media = [medium_id for row in rows for medium_id in medium_ids_of(row.id)]
    hers = Post.objects.filter(id__in=[row.id for row in rows])
    for model in (Attachment, Tagging, Edition, Grace):
        model._default_manager.filter(post__in=hers).delete()
    bury(media, now=now)
    forget(hers)
    hers.filter(removed_at=None).update(text="", html="", warning="", removed_at=now)
    hers.update(imported_as="")


def brought_among_all(authors: Collection[int], sources: Collection[str]) -> dict[tuple[int, str], int]:
    """By author and address elsewhere: the posts of several people that were brought here already."""
    rows = Post.objects.filter(author_id__in=authors, imported_as__in=sources)
    return {
        (author, source): post_id
        for author, source, post_id in rows.values_list("author_id", "imported_as", "id")
    }


def brought_among(by: int, sources: Collection[str]) -> dict[str, int]:
    """By its address elsewhere: the post as which it was brought here already, removed ones too."""
    rows = Post.objects.filter(author_id=by, imported_as__in=sources)
    return dict(rows.values_list("imported_as", "id"))


def _placed(by: int, old: OldPost) -> Post:
    audience = Audience(old.audience)
    if audience not in _BROUGHT:
        raise ValueError(f"what was said to {audience} elsewhere is not brought along")
    parent = None if old.in_reply_to is None else _answered(by, old.in_reply_to, old)
    post_id = free_id(old.published_at)
    if parent is not None:
        audience = audiences.of_answer(parent=Audience(parent.audience), asked=audience)
    return Post(
        id=post_id,
        author_id=by,
        audience=audience,
        circle_of_id=by,
        in_reply_to=parent,
        thread_id=post_id if parent is None else parent.thread_id,
        imported_as=old.source,
        published_at=old.published_at,
    )


def _answered(by: int, post_id: int, old: OldPost) -> Post:
    found: list[Post] = _BY_ID.instances(post_id=post_id)
    if not found or not (old.with_all or found[0].author_id == by):
        raise NoSuchPost
    return found[0]


_INSERT = Insert(Post)
_BY_ID = Prepared(lambda *, post_id: Post.objects.filter(id=post_id))
_BROUGHT_ALREADY = Prepared(
    lambda *, author_id, source: Post.objects.filter(author_id=author_id, imported_as=source).values_list(
        "id"
    )
)

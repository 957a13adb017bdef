"""What people do with posts: publish, edit, remove, thank, favourite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import audiences
from commonhold.social.posts.attaching import attach
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_links
from commonhold.social.posts.models import Audience, Edition, Favourite, Mention, Post, Thanks
from commonhold.social.posts.news import (
    PostEdited,
    PostFavourited,
    PostPublished,
    PostRemoved,
    PostUnfavourited,
    ThanksGiven,
    ThanksWithdrawn,
)
from commonhold.social.posts.refusals import (
    MembersOnly,
    NoSuchPost,
    NotYourPost,
    PostWasRemoved,
    ThanksToOneself,
    UnknownAudience,
)
from commonhold.social.posts.tagged import retag
from commonhold.social.posts.visibility import may_see, visible_posts
from commonhold.social.posts.wording import Wording, worded


@transaction.atomic
def publish_post(
    by: int,
    *,
    text: str,
    audience: str | None = None,
    in_reply_to: int | None = None,
    warning: str = "",
    language: str = "",
    media: Sequence[int] = (),
    now: datetime,
) -> int:
    """Say something; return the post's id. `text` is Markdown; with `media` it may be empty.

    Without an `audience` a first post is public, and an answer is for those who read what it answers. An
    answer is never for more people than that: a wider audience is narrowed. Raises NoSuchPost or
    PostWasRemoved for what it answers, MembersOnly, UnknownAudience, and what `worded` and `attach` raise.
    """
    people.must_be_active(by)
    asked = _audience(audience)
    parent = None if in_reply_to is None else _seen_post(by, in_reply_to)
    meant = asked or Audience.PUBLIC
    if parent is not None:
        meant = audiences.of_answer(parent=Audience(parent.audience), asked=asked)
    if meant is Audience.MEMBERS and not people.is_member(by):
        raise MembersOnly
    wording = worded(text, warning=warning, language=language, may_be_empty=bool(media))
    post = _insert(by, wording, meant, parent, now)
    attach(post, media, now)
    _address(post, _addressees(post, parent, wording.named), now)
    retag(post, wording.tags, now)
    preview_links(post, wording.links, now)
    keep(post)
    news.publish(PostPublished(post_id=post.id, author_id=by), now=now)
    return post.id


@transaction.atomic
def edit_post(
    by: int,
    *,
    post_id: int,
    text: str,
    warning: str = "",
    language: str = "",
    media: Sequence[int] | None = None,
    now: datetime,
) -> None:
    """Say it differently; what it said before is kept as an `Edition`. The audience stays.

    Without `media` it carries what it carried. Raises NoSuchPost, NotYourPost, PostWasRemoved, and what
    `worded` and `attach` raise.
    """
    post = _own_post(by, post_id)
    carried = medium_ids_of(post_id)
    wanted = carried if media is None else list(media)
    wording = worded(text, warning=warning, language=language, may_be_empty=bool(wanted))
    said = (post.text, post.warning, post.language, carried)
    if said == (wording.text, wording.warning, wording.language, wanted):
        return
    attach(post, wanted, now)
    Edition.objects.create(
        id=ids.new_id(now),
        post=post,
        text=post.text,
        html=post.html,
        warning=post.warning,
        replaced_at=now,
    )
    post.text, post.html, post.warning = wording.text, wording.html, wording.warning
    post.language, post.edited_at = wording.language, now
    post.save(update_fields=["text", "html", "warning", "language", "edited_at"])
    # Whom it named before has read it already: nobody is taken off.
    _address(post, _addressees(post, post.in_reply_to, wording.named), now)
    retag(post, wording.tags, now)
    preview_links(post, wording.links, now)
    keep(post)
    news.publish(PostEdited(post_id=post.id, author_id=by), now=now)


@transaction.atomic
def remove_post(by: int, *, post_id: int, now: datetime) -> None:
    """Take one's own words back, earlier editions too; a tombstone keeps the conversation's shape.

    Raises NoSuchPost or NotYourPost. Removing it again changes nothing.
    """
    try:
        post = _own_post(by, post_id)
    except PostWasRemoved:
        return
    Edition.objects.filter(post=post).delete()
    attach(post, (), now)
    retag(post, (), now)
    preview_links(post, (), now)
    post.text = post.html = post.warning = ""
    post.removed_at = now
    post.save(update_fields=["text", "html", "warning", "removed_at"])
    keep(post)
    news.publish(PostRemoved(post_id=post.id, author_id=by), now=now)


@transaction.atomic
def thank_author(by: int, *, post_id: int, now: datetime) -> None:
    """Thank for a post, once. How many did is public; who did, only its author learns.

    Raises NoSuchPost, PostWasRemoved or ThanksToOneself.
    """
    people.must_be_active(by)
    post = _seen_post(by, post_id)
    if post.author_id == by:
        raise ThanksToOneself
    given = {"id": ids.new_id(now), "given_at": now}
    _thanks, is_new = Thanks.objects.get_or_create(post=post, person_id=by, defaults=given)
    if is_new:
        news.publish(ThanksGiven(post_id=post.id, author_id=post.author_id, person_id=by), now=now)


@transaction.atomic
def withdraw_thanks(by: int, *, post_id: int, now: datetime) -> None:
    """Take thanks back; harmless when there were none."""
    people.must_be_active(by)
    taken, _rows = Thanks.objects.filter(post_id=post_id, person_id=by).delete()
    if taken:
        news.publish(ThanksWithdrawn(post_id=post_id, person_id=by), now=now)


@transaction.atomic
def favourite_post(by: int, *, post_id: int, now: datetime) -> None:
    """Like a post, once. Raises NoSuchPost or PostWasRemoved."""
    people.must_be_active(by)
    post = _seen_post(by, post_id)
    given = {"id": ids.new_id(now), "given_at": now}
    _favourite, is_new = Favourite.objects.get_or_create(post=post, person_id=by, defaults=given)
    if is_new:
        news.publish(PostFavourited(post_id=post.id, author_id=post.author_id, person_id=by), now=now)


@transaction.atomic
def unfavourite_post(by: int, *, post_id: int, now: datetime) -> None:
    """Like it no more; harmless when one did not."""
    people.must_be_active(by)
    taken, _rows = Favourite.objects.filter(post_id=post_id, person_id=by).delete()
    if taken:
        news.publish(PostUnfavourited(post_id=post_id, person_id=by), now=now)


def _audience(asked: str | None) -> Audience | None:
    try:
        return None if asked is None else Audience(asked)
    except ValueError as unknown:
        raise UnknownAudience from unknown


def _seen_post(by: int, post_id: int) -> Post:
    """Lock a post that `by` may see and that still has its words."""
    return _locked(visible_posts(Viewer(by)).filter(id=post_id))


def _own_post(by: int, post_id: int) -> Post:
    """Lock a post of `by`'s own that still has its words."""
    people.must_be_active(by)
    post = _locked(visible_posts(Viewer(by)).filter(id=post_id))
    if post.author_id != by:
        raise NotYourPost
    return post


def _locked(rows: QuerySet[Post]) -> Post:
    post = rows.select_for_update().first()
    if post is None:
        raise NoSuchPost
    if post.removed_at is not None:
        raise PostWasRemoved
    return post


def _insert(by: int, wording: Wording, audience: Audience, parent: Post | None, now: datetime) -> Post:
    # An answer to followers stays with the followers of whoever began; others' followers never saw that.
    inherits = parent is not None and parent.audience == audience == Audience.FOLLOWERS
    post_id = ids.new_id(now)
    return Post.objects.create(
        id=post_id,
        author_id=by,
        audience=audience,
        circle_of_id=parent.circle_of_id if parent is not None and inherits else by,
        in_reply_to=parent,
        conversation_id=post_id if parent is None else parent.conversation_id,
        text=wording.text,
        html=wording.html,
        warning=wording.warning,
        language=wording.language,
        published_at=now,
    )


def _addressees(post: Post, parent: Post | None, named: Iterable[int]) -> set[int]:
    """Those named, and in an answer also whom it answers; nobody who may not see what it answers."""
    if parent is None:
        return set(named) - {post.author_id}
    wanted = {*named, parent.author_id}
    if parent.audience == post.audience == Audience.DIRECT:
        wanted.update(Mention.objects.filter(post=parent).values_list("person_id", flat=True))
    wanted.discard(post.author_id)
    if audiences.is_open(Audience(parent.audience)):
        return wanted
    return {person_id for person_id in wanted if may_see(person_id, parent.id)}


def _address(post: Post, people_ids: Iterable[int], now: datetime) -> None:
    rows = [Mention(id=ids.new_id(now), post=post, person_id=person_id) for person_id in sorted(people_ids)]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)

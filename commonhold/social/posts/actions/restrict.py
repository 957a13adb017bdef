"""What measures do to posts. Civic actions call these, inside what made them true."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.posts.measured.models import Restriction
from commonhold.social.posts.models import Afterwards, Post
from commonhold.social.posts.news import PostFreed, PostPublished, PostWithheld

Kind = Restriction.Kind
#: How references begin of what nobody measured here: it is hidden since it was brought along
#: (`bring_community.withhold_brought`).
BROUGHT = ("arrival:", "community:")


@transaction.atomic
def restrict_post(
    *,
    post_id: int,
    kind: str,
    reference: str,
    words: str = "",
    keeper: int | None = None,
    now: datetime,
) -> None:
    """Note what a measure does to a post, from now on; the same kind again changes nothing.

    `keeper` is the co-op's account, for whom a withheld post waits. What is hidden since it was brought along
    is from now on hidden by the measure.
    """
    post = Post.objects.select_for_update().get(id=post_id)
    held = Restriction.objects.select_for_update().filter(post=post, kind=kind, until=None).first()
    if held is not None:
        if held.reference.startswith(BROUGHT):
            _put_under(held, reference, words=words, now=now)
        return
    row = Restriction(
        id=ids.new_id(now), post=post, kind=kind, words=words[:200], since=now, reference=reference
    )
    if kind == Kind.WITHHELD:
        row.waited_for_id, post.waits_for_id = post.waits_for_id, keeper
        post.save(update_fields=["waits_for"])
        if row.waited_for_id is None and post.removed_at is None:
            news.publish(PostWithheld(post_id=post.id, author_id=post.author_id), now=now)
    elif kind == Kind.COVERED:
        if post.is_sensitive:
            return
        post.is_sensitive = True
        post.save(update_fields=["is_sensitive"])
    row.save(force_insert=True)


@transaction.atomic
def free_post(*, post_id: int, kind: str, still: str = "", now: datetime) -> None:
    """Note that no measure of this kind holds any more, and give the post back what it had.

    `still`: a withheld post stays hidden under this reference, since it was brought along so.
    """
    row = Restriction.objects.select_for_update().filter(post_id=post_id, kind=kind, until=None).first()
    if row is None:
        return
    if still and kind == Kind.WITHHELD:
        _put_under(row, still, now=now)
        return
    row.until = now
    row.save(update_fields=["until"])
    post = Post.objects.select_for_update().get(id=post_id)
    if kind == Kind.COVERED:
        post.is_sensitive = False
        post.save(update_fields=["is_sensitive"])
    elif kind == Kind.WITHHELD:
        _show_again(post, row, now)


def _put_under(row: Restriction, reference: str, *, words: str = "", now: datetime) -> None:
    """Another reason holds from now on; for readers nothing changes."""
    row.until = now
    row.save(update_fields=["until"])
    Restriction.objects.create(
        id=ids.new_id(now),
        post_id=row.post_id,
        kind=row.kind,
        words=words[:200],
        waited_for_id=row.waited_for_id,
        since=now,
        reference=reference,
    )


def _show_again(post: Post, row: Restriction, now: datetime) -> None:
    """Her own answers below it waited with it; what is removed meanwhile stays removed."""
    keeper = post.waits_for_id
    post.waits_for_id = row.waited_for_id
    post.save(update_fields=["waits_for"])
    withheld = Restriction.objects.filter(kind=Kind.WITHHELD, until=None).values("post_id")
    hers = Post.objects.filter(thread_id=post.thread_id, author_id=post.author_id, waits_for_id=keeper)
    freed = [post, *hers.exclude(id__in=withheld).exclude(id=post.id)] if keeper else [post]
    for each in freed:
        if each.id != post.id:
            each.waits_for_id = row.waited_for_id
            each.save(update_fields=["waits_for"])
        if each.waits_for_id is None and each.removed_at is None:
            Afterwards.objects.create(id=ids.new_id(now), what=Afterwards.What.SEEN_AGAIN, post=each)
            if each.id == post.id:
                news.publish(PostFreed(post_id=each.id, author_id=each.author_id), now=now)
            else:  # nobody was told of it yet
                news.publish(PostPublished(post_id=each.id, author_id=each.author_id), now=now)

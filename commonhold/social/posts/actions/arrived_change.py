"""Posts of other servers are changed and taken away as their authors do it there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.media.actions import bury
from commonhold.social.people import queries as people
from commonhold.social.polls.actions import forget_poll
from commonhold.social.polls.elsewhere import recount_poll
from commonhold.social.posts.addressing import address, addressees
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.posts.attachments import medium_ids_of
from commonhold.social.posts.foreign_rows import FRESH, carry, known_as
from commonhold.social.posts.foreign_words import Words, read_words, written
from commonhold.social.posts.index.keeping import keep
from commonhold.social.posts.linked import preview_links
from commonhold.social.posts.models import (
    Attachment,
    Audience,
    Edition,
    GroupPin,
    Post,
    PostElsewhere,
    ProfilePin,
    QuoteConsent,
)
from commonhold.social.posts.news import PostEdited, PostRemoved
from commonhold.social.posts.refusals import NoSuchPost, PostWasRemoved
from commonhold.social.posts.tagged import retag


def change_arrived(by: int, *, arrived: ArrivedPost, now: datetime) -> None:
    """Take over what its author changed there; what it said before is kept as an `Edition`.

    What is older than what is here changes nothing but the counts of its poll. Raises NoSuchPost,
    PostWasRemoved or NotOfThatServer. To be called outside of any transaction.
    """
    words = read_words(arrived)
    with transaction.atomic():
        people.must_be_active(by)
        post = known_as(by, arrived.uri)
        if post is None:
            raise NoSuchPost
        if post.removed_at is not None:
            raise PostWasRemoved
        _change(post, arrived, words, now)


@transaction.atomic
def remove_arrived(by: int, *, uri: str, now: datetime) -> None:
    """Leave a tombstone of what its author took away there, at once. Harmless when it never came.

    Raises NotOfThatServer.
    """
    post = known_as(by, uri)
    if post is None or post.removed_at is not None:
        return
    media, poll_id = medium_ids_of(post.id), post.poll_id
    for model in (Attachment, Edition, ProfilePin, GroupPin):
        model._default_manager.filter(post=post).delete()
    retag(post, (), now)
    preview_links(post, (), now)
    post.text = post.html = post.warning = ""
    post.removed_at, post.poll = now, None
    post.save(update_fields=["text", "html", "warning", "removed_at", "poll"])
    keep(post)
    bury(media, now=now)
    if poll_id is not None:
        forget_poll(poll_id)
    news.publish(PostRemoved(post_id=post.id, author_id=by), now=now)


def _change(post: Post, arrived: ArrivedPost, words: Words, now: datetime) -> None:
    if arrived.poll is not None and post.poll_id is not None:
        recount_poll(post.poll_id, arrived=arrived.poll, now=now)
    if post.edited_at is not None and (arrived.edited_at is None or arrived.edited_at < post.edited_at):
        return
    said = written(post.author_id, arrived, words, leaves_quote_out=post.quoted_id is not None, now=now)
    carried = medium_ids_of(post.id)
    before = (post.html, post.warning)
    carry(post, arrived, now)
    is_new = before != (said.html, said.warning) or carried != medium_ids_of(post.id)
    if is_new:
        Edition.objects.create(
            id=ids.new_id(now),
            post=post,
            text=post.text,
            html=post.html,
            warning=post.warning,
            format=post.format,
            replaced_at=now,
        )
        post.edited_at = arrived.edited_at or now
    post.text, post.html, post.warning, post.language = said.text, said.html, said.warning, said.language
    post.is_sensitive = arrived.is_sensitive
    post.quote_policy = Post.QuotePolicy(arrived.quote_policy)
    post.save(
        update_fields=[
            *("text", "html", "warning", "language", "is_sensitive", "quote_policy", "edited_at"),
        ]
    )
    if post.audience != Audience.DIRECT:
        address(post, addressees(post.author_id, post.in_reply_to, arrived.mentions), now)
    retag(post, said.tags, now)
    keep(post)
    PostElsewhere.objects.filter(post=post).update(fetched_at=now, replies=arrived.replies)
    if arrived.quote_is_let:
        asked = QuoteConsent.objects.filter(post=post, state=QuoteConsent.State.ASKED)
        asked.update(state=QuoteConsent.State.GIVEN, since=now)
    if is_new and post.waits_for_id is None and now - post.published_at < FRESH:
        news.publish(PostEdited(post_id=post.id, author_id=post.author_id), now=now)

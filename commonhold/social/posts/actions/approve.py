"""Letting a reply be seen, or sending it back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.people import queries as people
from commonhold.social.posts import quoting
from commonhold.social.posts.actions.draft import save_draft
from commonhold.social.posts.models import Afterwards, Post, QuoteConsent
from commonhold.social.posts.news import PostPublished, ReplyRefused
from commonhold.social.posts.refusals import NothingWaits, ReplyStillWaits, TooManyDrafts
from commonhold.social.posts.rows import seen_post
from commonhold.social.posts.taking_back import said_again, take_away


@transaction.atomic
def let_reply_in(by: int, *, post_id: int, now: datetime) -> None:
    """Let a reply that waits for `by` be seen by those whom it is for.

    Raises NoSuchPost, PostWasRemoved, NothingWaits, or ReplyStillWaits when what it answers waits too.
    """
    post = _waiting_post(by, post_id)
    if post.in_reply_to is not None and post.in_reply_to.waits_for_id is not None:
        raise ReplyStillWaits
    post.waits_for = None
    post.save(update_fields=["waits_for"])
    Afterwards.objects.create(id=ids.new_id(now), what=Afterwards.What.LET_IN, post=post)
    news.publish(PostPublished(post_id=post.id, author_id=post.author_id), now=now)
    consent = QuoteConsent.objects.filter(post=post).first()
    if post.quoted is not None and consent is not None and post.quoted.author_id != post.author_id:
        asks = consent.state == QuoteConsent.State.ASKED
        quoting.tell(post, post.quoted.author_id, now, asks=asks)


@transaction.atomic
def refuse_reply(by: int, *, post_id: int, now: datetime) -> None:
    """Send a reply that waits for `by` back: it is removed, and what it said is in its author's drafts.

    Raises NoSuchPost, PostWasRemoved or NothingWaits.
    """
    post = _waiting_post(by, post_id)
    said = said_again(post)
    take_away(post, now)
    with suppress(TooManyDrafts):  # then she has ten minutes to take it back
        save_draft(post.author_id, said=said, now=now)
    refused = ReplyRefused(post_id=post.id, author_id=post.author_id, approver_id=by)
    news.publish(refused, now=now)


def _waiting_post(by: int, post_id: int) -> Post:
    people.must_be_active(by)
    post = seen_post(by, post_id)
    if post.waits_for_id != by:
        raise NothingWaits
    return post

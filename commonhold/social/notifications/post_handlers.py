"""Telling people what happens around posts: replies that wait, quotes, polls, messages."""

from __future__ import annotations

from datetime import datetime

from commonhold.social.conversations import queries as conversations
from commonhold.social.notifications.actions import notify, notify_all, take_back
from commonhold.social.people import queries as people
from commonhold.social.polls import queries as polls
from commonhold.social.posts import messages
from commonhold.social.posts import queries as posts
from commonhold.social.posts.news import (
    PollEnded,
    PostEdited,
    PostPublished,
    PostQuoted,
    QuoteAllowed,
    ReplyHeld,
    ReplyRefused,
    ScheduledPostRefused,
)


def on_post_published(event: PostPublished | PostEdited, now: datetime) -> None:
    """Tell whom it answers, and whom it names; a message, who sits there. An edit tells whom it names newly.

    Whoever had to let a reply in has done so.
    """
    take_back(kind="reply-waits", actor_id=event.author_id, post_id=event.post_id)
    channel_id = messages.channel_of(event.post_id)
    if channel_id is not None:
        if isinstance(event, PostPublished):
            _tell_of_message(event, channel_id, now)
        return
    addressed = posts.addressees(event.post_id)
    for person_id, answered in addressed:
        kind = "reply" if answered else "mention"
        notify(person_id=person_id, kind=kind, actor_id=event.author_id, post_id=event.post_id, now=now)
    if isinstance(event, PostPublished):
        _ring_bells(event, {person_id for person_id, _answered in addressed}, now)


def _ring_bells(event: PostPublished, told: set[int], now: datetime) -> None:
    """Tell of a new post who asked for that, as far as she may see it and is not told of it already."""
    waiting = [each for each in people.with_bells_for(event.author_id) if each not in told]
    notify_all(
        people_ids=posts.heard_by(event.post_id, waiting),
        kind="post",
        actor_id=event.author_id,
        post_id=event.post_id,
        now=now,
    )


def _tell_of_message(event: PostPublished, channel_id: int, now: datetime) -> None:
    """One line for each writer in each conversation, about the latest. Requests are counted on their page."""
    subject = f"conversation:{channel_id}"
    take_back(kind="message", actor_id=event.author_id, subject=subject)
    notify_all(
        people_ids=conversations.audience_of(channel_id).listening,
        kind="message",
        subject=subject,
        actor_id=event.author_id,
        post_id=event.post_id,
        now=now,
    )


def on_reply_held(event: ReplyHeld, now: datetime) -> None:
    """Tell who may let it in."""
    notify(
        person_id=event.approver_id,
        kind="reply-waits",
        actor_id=event.author_id,
        post_id=event.post_id,
        now=now,
    )


def on_reply_refused(event: ReplyRefused, now: datetime) -> None:
    """Tell its author, and not by whom: the thread's rules are its author's."""
    take_back(kind="reply-waits", actor_id=event.author_id, post_id=event.post_id)
    notify(person_id=event.author_id, kind="reply-refused", subject=f"draft:{event.post_id}", now=now)


def on_post_quoted(event: PostQuoted, now: datetime) -> None:
    kind = "quote-asked" if event.asks else "quote"
    notify(
        person_id=event.quoted_author_id,
        kind=kind,
        actor_id=event.author_id,
        post_id=event.post_id,
        now=now,
    )


def on_quote_allowed(event: QuoteAllowed, now: datetime) -> None:
    """Tell who asked; the question itself is answered."""
    take_back(kind="quote-asked", actor_id=event.author_id, post_id=event.post_id)
    notify(
        person_id=event.author_id,
        kind="quote-allowed",
        actor_id=event.quoted_author_id,
        post_id=event.post_id,
        now=now,
    )


def on_poll_ended(event: PollEnded, now: datetime) -> None:
    """Tell who asked and who took part; not what anybody chose."""
    people_ids = {event.author_id, *polls.voters_of(event.poll_id)}
    notify_all(people_ids=people_ids, kind="poll-ended", post_id=event.post_id, now=now)


def on_scheduled_post_refused(event: ScheduledPostRefused, now: datetime) -> None:
    notify(person_id=event.author_id, kind="scheduled-refused", subject=f"draft:{event.draft_id}", now=now)

"""What comes due in this room: polls close, posts appear at their time, removed words are erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.erased.actions import note_erased
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.news import bus as news
from commonhold.ground.refusal import Refusal
from commonhold.ground.writes import Delete
from commonhold.social.media import queries as media
from commonhold.social.media.actions import bury
from commonhold.social.people.queries import Viewer
from commonhold.social.polls import actions as polls
from commonhold.social.posts.actions.once import ONCE
from commonhold.social.posts.actions.publish import publish_post
from commonhold.social.posts.models import Afterwards, Draft, Grace, GroupPin, Post, PublishedOnce
from commonhold.social.posts.news import PollEnded, ScheduledPostRefused
from commonhold.social.posts.said import from_json
from commonhold.social.posts.taking_back import take_away

_NEWS = timedelta(hours=1, minutes=1)


def _close_poll(payload: Payload, now: datetime) -> None:
    post = Post.objects.filter(id=payload["post_id"]).first()
    if post is None or post.poll_id is None:
        return
    if polls.close_poll(post.poll_id, now=now) and post.removed_at is None:
        ended = PollEnded(post_id=post.id, author_id=post.author_id, poll_id=post.poll_id)
        news.publish(ended, now=now)


def _publish_scheduled(payload: Payload, now: datetime) -> None:
    """Publish it once: the draft goes in the same transaction. One put off or changed has another job."""
    draft = Draft.objects.select_for_update().filter(id=payload["draft_id"], due__lte=now).first()
    if draft is None:
        return
    try:
        with transaction.atomic():
            publish_post(draft.person_id, **from_json(draft.said).arguments(), draft_id=draft.id, now=now)
    except Refusal as refusal:
        draft.due, draft.trouble = None, str(refusal)[:500]
        draft.save(update_fields=["due", "trouble"])
        news.publish(ScheduledPostRefused(draft_id=draft.id, author_id=draft.person_id), now=now)


def _erase_removed(payload: Payload, now: datetime) -> None:
    """The ten minutes are over. A post that came back has nothing here; one removed again has another job."""
    grace = Grace.objects.select_related("post").filter(post_id=payload["post_id"], until__lte=now).first()
    if grace is None:
        return
    post = grace.post
    GroupPin.objects.filter(post=post).delete()  # its place on top of the group is free for another
    author = Viewer(post.author_id)
    # Media that she has put into another post or draft meanwhile stay.
    bury([each for each in grace.said["media"] if media.is_idle(author, each)], now=now)
    grace.delete()
    note_erased("post", [post.id], now=now)
    if post.poll_id is not None:
        poll_id, post.poll = post.poll_id, None
        post.save(update_fields=["poll"])
        polls.forget_poll(poll_id)


def forget_post(post_id: int, now: datetime) -> None:
    """Erase what came back with an older copy of the database. Raises Post.DoesNotExist."""
    post = Post.objects.select_for_update().get(id=post_id)
    if post.removed_at is None:
        take_away(post, now)
    Grace.objects.filter(post=post).update(until=now)
    _erase_removed({"post_id": post_id}, now)


def forget_keys(now: datetime) -> None:
    """Keys of programs that no longer stand for a post are gone."""
    _FORGET.run_if_any(before=now - ONCE)


_FORGET = Delete(lambda *, before: PublishedOnce.objects.filter(at__lt=before))


def forget_afterwards(now: datetime) -> None:
    """Nobody's stream looks further back than an hour."""
    _FORGET_AFTERWARDS.run_if_any(before=ids.first_id_after(now - _NEWS))


_FORGET_AFTERWARDS = Delete(lambda *, before: Afterwards.objects.filter(id__lt=before))


KINDS = [
    Kind("posts.close-poll", _close_poll),
    Kind("posts.publish-scheduled", _publish_scheduled),
    Kind("posts.erase-removed", _erase_removed),
]

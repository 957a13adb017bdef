"""Keeping order among a group's posts: its moderators pin, announce and take out."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.groups import queries as groups
from commonhold.social.groups.refusals import ReasonNeeded
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions.draft import save_draft
from commonhold.social.posts.models import Announcement, Grace, GroupPin, GroupRemoval, Post
from commonhold.social.posts.news import PostAnnounced, PostRemoved, PostTakenOut
from commonhold.social.posts.refusals import (
    AnswersAreNotPinned,
    NotInAGroup,
    TooManyDrafts,
    TooManyGroupPins,
)
from commonhold.social.posts.rows import seen_post
from commonhold.social.posts.taking_back import said_again, take_away

MOST_PINS = 3
LONGEST_REASON = 500


@transaction.atomic
def pin_in_group(by: int, *, post_id: int, now: datetime) -> None:
    """Keep a post on top of its group's page. Doing it again changes nothing.

    Raises NoSuchPost, PostWasRemoved, NotInAGroup, AnswersAreNotPinned or TooManyGroupPins.
    """
    post, group_id = _kept(by, post_id)
    if post.in_reply_to_id is not None:
        raise AnswersAreNotPinned
    pins = GroupPin.objects.select_for_update().filter(group_id=group_id)
    taken = dict(pins.values_list("place", "post_id"))
    if post_id in taken.values():
        return
    place = next((each for each in range(MOST_PINS) if each not in taken), None)
    if place is None:
        raise TooManyGroupPins(MOST_PINS)
    GroupPin.objects.create(
        id=ids.new_id(now), post=post, group_id=group_id, place=place, by_id=by, since=now
    )


@transaction.atomic
def unpin_in_group(by: int, *, post_id: int, now: datetime) -> None:
    """Take a post down from the top of its group's page. Raises as `pin_in_group` does."""
    _kept(by, post_id)
    GroupPin.objects.filter(post_id=post_id).delete()


@transaction.atomic
def announce_in_group(by: int, *, post_id: int, now: datetime) -> None:
    """Have all members of its group told of a post, once. Raises as `pin_in_group` does."""
    post, group_id = _kept(by, post_id)
    if post.in_reply_to_id is not None:
        raise AnswersAreNotPinned
    _row, is_new = Announcement.objects.get_or_create(
        post=post, defaults={"id": ids.new_id(now), "by_id": by, "announced_at": now}
    )
    if is_new:
        news.publish(PostAnnounced(post_id=post_id, group_id=group_id, by_id=by), now=now)


@transaction.atomic
def take_out_of_group(by: int, *, post_id: int, reason: str, now: datetime) -> None:
    """Take a post out of its group and say why; its words go back to its author's drafts.

    Raises NoSuchPost, PostWasRemoved, NotInAGroup or ReasonNeeded.
    """
    post, group_id = _kept(by, post_id)
    words = reason.strip()
    if not 1 <= len(words) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    said = said_again(post)
    GroupPin.objects.filter(post=post).delete()
    take_away(post, now)
    with suppress(TooManyDrafts):
        save_draft(post.author_id, said=said, now=now)
    Grace.objects.filter(post=post).delete()  # only a moderator's word brings it back
    GroupRemoval.objects.create(id=ids.new_id(now), post=post, by_id=by, reason=words, removed_at=now)
    news.publish(PostRemoved(post_id=post.id, author_id=post.author_id), now=now)
    news.publish(PostTakenOut(post_id=post.id, group_id=group_id, author_id=post.author_id), now=now)


def _kept(by: int, post_id: int) -> tuple[Post, int]:
    """A post, locked, and the group in which `by` keeps order over it."""
    people.must_be_active(by)
    post = seen_post(by, post_id)
    if post.group_id is None or not groups.may_moderate(Viewer(by), post.group_id):
        raise NotInAGroup
    return post, post.group_id

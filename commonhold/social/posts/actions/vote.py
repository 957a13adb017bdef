"""Choosing in the poll of a post."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonhold.ground.news import bus as news
from commonhold.social.people import queries as people
from commonhold.social.polls import actions as polls
from commonhold.social.posts.news import ChosenElsewhere, PollChosen
from commonhold.social.posts.refusals import NoPollHere
from commonhold.social.posts.rows import seen_post


@transaction.atomic
def choose_in_poll(by: int, *, post_id: int, positions: Collection[int], now: datetime) -> None:
    """Choose in a post's poll, once; `positions` count from 0.

    Raises NoSuchPost, PostWasRemoved, NoPollHere, and what `polls.actions.choose` raises.
    """
    people.must_be_active(by)
    post = seen_post(by, post_id)
    if post.poll_id is None:
        raise NoPollHere
    polls.choose(by, poll_id=post.poll_id, positions=positions, now=now)
    news.publish(PollChosen(post_id=post.id, poll_id=post.poll_id), now=now)
    if people.remote_among([post.author_id]):
        chosen = ChosenElsewhere(post_id=post.id, person_id=by, positions=sorted(set(positions)))
        news.publish(chosen, now=now)


@transaction.atomic
def choose_one_in_poll(by: int, *, post_id: int, answer: str, now: datetime) -> None:
    """The same by the words of one answer, as it comes from another server. The same twice is once.

    Raises NoSuchPost, PostWasRemoved, NoPollHere, and what `polls.actions.choose_by_name` raises.
    """
    people.must_be_active(by)
    post = seen_post(by, post_id)
    if post.poll_id is None:
        raise NoPollHere
    polls.choose_by_name(by, poll_id=post.poll_id, answer=answer, now=now)
    news.publish(PollChosen(post_id=post.id, poll_id=post.poll_id), now=now)

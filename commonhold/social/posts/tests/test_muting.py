"""Somebody hears no more of a thread; nobody else notices."""

from __future__ import annotations

import pytest

from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import personal_data
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.actions.mute import mute_thread, unmute_thread
from commonhold.social.posts.muting import deaf_rows, has_muted
from commonhold.social.posts.refusals import NoSuchPost
from tests.cast import MORNING, minutes


def deaf_to(people_ids: list[int], post_id: int) -> set[int]:
    return {person_id for (person_id,) in deaf_rows([post_id], people_ids)}


def test_a_thread_is_muted_from_any_of_its_posts_also_when_its_first_is_gone(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Who brings the ladder?", now=MORNING)
    answer = publish_post(ben, text="I do", in_reply_to=first, now=minutes(1))
    remove_post(ada, post_id=first, now=minutes(1))
    for _again in range(2):
        mute_thread(ada, post_id=answer, now=minutes(2))
    assert has_muted(Viewer(ada), first)
    assert deaf_to([ada, ben], answer) == {ada}
    unmute_thread(ada, post_id=first)
    assert deaf_to([ada, ben], answer) == set()


def test_a_thread_that_she_may_not_see_cannot_be_muted(ada: int, caro: int) -> None:
    secret = publish_post(ada, text="@ben a word", audience="followers", now=MORNING)
    with pytest.raises(NoSuchPost):
        mute_thread(caro, post_id=secret, now=MORNING)
    with pytest.raises(NoSuchPost):
        unmute_thread(caro, post_id=secret)
    assert not has_muted(ANYONE, secret)


def test_what_she_muted_is_hers_to_take_and_goes_with_her(ada: int, ben: int) -> None:
    first = publish_post(ben, text="Soup?", now=MORNING)
    mute_thread(ada, post_id=first, now=MORNING)
    assert personal_data.export_of(ada)["muted_threads"] == [str(first)]
    personal_data.erase(ada, minutes(1))
    assert deaf_to([ada], first) == set()

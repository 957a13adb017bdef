"""Who set the bell of somebody whom she follows is told of each new post that she may see."""

from __future__ import annotations

import pytest

from commonhold.ground.jobs.actions import run_due
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import actions as people
from commonhold.social.people import personal_data, queries
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import edit_post, publish_post
from tests.cast import MORNING, make_person, minutes


@pytest.fixture
def listening(ada: int, ben: int) -> int:
    """Ada follows Ben and set his bell."""
    people.follow(ada, person_id=ben, now=MORNING)
    people.choose_bell(ada, person_id=ben, rings=True)
    run_due(MORNING)
    return ada


def told(person_id: int) -> list[tuple[str, int | None]]:
    run_due(minutes(500))
    found = notifications.for_person(Viewer(person_id))
    return [(each.kind, each.post.id if each.post else None) for each in found if each.kind != "follow"]


def test_each_new_post_is_told_once_and_to_nobody_else(ben: int, caro: int, listening: int) -> None:
    people.follow(caro, person_id=ben, now=MORNING)
    said = publish_post(ben, text="Bread", now=minutes(1))
    edit_post(ben, post_id=said, text="Bread and butter", now=minutes(2))
    assert told(listening) == [("post", said)]
    assert told(caro) == []


def test_answers_ring_nobody_and_whoever_is_named_is_told_of_that_alone(ben: int, listening: int) -> None:
    said = publish_post(ben, text="@ada, bread", now=minutes(1))
    publish_post(ben, text="With butter", in_reply_to=said, now=minutes(2))
    assert ("mention", said) in told(listening)
    assert "post" not in [kind for kind, _post in told(listening)]


def test_what_she_may_not_see_rings_not(ben: int, caro: int, listening: int) -> None:
    publish_post(ben, text="@caro, between us", audience="direct", now=minutes(1))
    publish_post(ben, text="For friends", audience="mutuals", now=minutes(2))
    assert told(listening) == []
    people.follow(ben, person_id=listening, now=minutes(3))
    said = publish_post(ben, text="For friends again", audience="mutuals", now=minutes(4))
    assert told(listening) == [("post", said)]


def test_a_bell_is_taken_down_and_goes_with_the_follow(ben: int, listening: int) -> None:
    assert personal_data.export_of(listening)["bells"] == ["ben"]
    people.choose_bell(listening, person_id=ben, rings=False)
    publish_post(ben, text="Bread", now=minutes(1))
    people.choose_bell(listening, person_id=ben, rings=True)
    people.unfollow(listening, person_id=ben, now=minutes(2))
    people.follow(listening, person_id=ben, now=minutes(3))
    assert not queries.profile(Viewer(listening), "ben").has_bell
    publish_post(ben, text="Butter", now=minutes(4))
    assert told(listening) == []


def test_a_request_may_have_one_which_rings_when_it_is_accepted(ada: int) -> None:
    shy = make_person("shy", approves_followers=True)
    people.follow(ada, person_id=shy, now=MORNING)
    people.choose_bell(ada, person_id=shy, rings=True)
    publish_post(shy, text="Psst", now=minutes(1))
    assert told(ada) == []
    people.accept_follow(shy, person_id=ada, now=minutes(2))
    said = publish_post(shy, text="Hello", now=minutes(3))
    assert ("post", said) in told(ada)

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post, remove_post, thank_author
from tests.cast import MORNING, make_member, make_person, minutes


def texts(viewer: Viewer) -> list[str]:
    return [each.text for each in feeds.home(viewer)]


@pytest.fixture
def caro_follows_dev(caro: int, dev: int) -> None:
    people.follow(caro, person_id=dev, now=MORNING)


@pytest.mark.usefixtures("caro_follows_dev")
def test_what_somebody_one_follows_just_said_is_at_the_top(caro: int, dev: int, ben: int) -> None:
    publish_post(caro, text="mine", now=minutes(1))
    publish_post(ben, text="a stranger's", now=minutes(2))
    publish_post(dev, text="Hello from Dev", now=minutes(3))
    assert texts(Viewer(caro)) == ["Hello from Dev", "mine"]


def test_a_request_to_follow_brings_nothing_before_it_is_accepted(caro: int) -> None:
    shy = make_person("shy", approves_followers=True)
    publish_post(shy, text="public all the same", now=MORNING)
    people.follow(caro, person_id=shy, now=MORNING)
    assert texts(Viewer(caro)) == []
    people.accept_follow(shy, person_id=caro, now=MORNING)
    assert texts(Viewer(caro)) == ["public all the same"]


@pytest.mark.usefixtures("caro_follows_dev")
def test_home_has_every_audience_that_is_for_the_reader_and_nothing_direct(caro: int, dev: int) -> None:
    make_member(dev)
    for minute, audience in enumerate(("public", "unlisted", "followers", "members")):
        publish_post(dev, text=audience, audience=audience, now=minutes(minute))
    publish_post(dev, text="@caro a word", audience="direct", now=minutes(9))
    assert texts(Viewer(caro)) == ["members", "followers", "unlisted", "public"]
    people.end_standing(person_id=caro, kind=Standing.Kind.MEMBER, now=minutes(10))
    assert texts(Viewer(caro)) == ["followers", "unlisted", "public"]


@pytest.mark.usefixtures("caro_follows_dev")
def test_an_answer_is_shown_when_one_follows_both_or_it_is_to_oneself(ada: int, caro: int, dev: int) -> None:
    to_stranger = publish_post(ada, text="Ada's", now=minutes(0))
    to_caro = publish_post(caro, text="Caro's", now=minutes(1))
    publish_post(dev, text="Dev to Ada", in_reply_to=to_stranger, now=minutes(2))
    publish_post(dev, text="Dev to Caro", in_reply_to=to_caro, now=minutes(3))
    publish_post(caro, text="Caro to Ada", in_reply_to=to_stranger, now=minutes(4))
    assert texts(Viewer(caro)) == ["Caro to Ada", "Dev to Caro", "Caro's"]
    people.follow(caro, person_id=ada, now=minutes(5))
    assert texts(Viewer(caro)) == ["Caro to Ada", "Dev to Caro", "Dev to Ada", "Caro's", "Ada's"]


@pytest.mark.usefixtures("caro_follows_dev")
def test_what_was_removed_is_gone_from_the_feed(caro: int, dev: int) -> None:
    post_id = publish_post(dev, text="too hasty", now=MORNING)
    remove_post(dev, post_id=post_id, now=minutes(1))
    assert texts(Viewer(caro)) == []


@pytest.mark.usefixtures("caro_follows_dev")
def test_older_pages_begin_where_the_last_one_ended(caro: int, dev: int) -> None:
    posts = [publish_post(dev, text=f"{n}", now=minutes(n)) for n in range(5)]
    first = feeds.home(Viewer(caro), Span(limit=2))
    second = feeds.home(Viewer(caro), Span(limit=2, before=first[-1].id))
    assert [each.id for each in first + second] == [posts[4], posts[3], posts[2], posts[1]]


def test_a_stranger_reads_the_local_timeline(ada: int, caro: int, eve: int) -> None:
    publish_post(ada, text="to everybody", now=minutes(1))
    publish_post(eve, text="from elsewhere", now=minutes(2))
    assert texts(ANYONE) == ["to everybody"]
    assert [each.text for each in feeds.latest(Viewer(caro))] == ["to everybody"]
    assert texts(Viewer(caro)) == []


@pytest.mark.usefixtures("caro_follows_dev")
def test_home_costs_two_statements_whatever_is_in_it(
    ada: int, caro: int, dev: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish_post(dev, text="the first", now=MORNING)
    assert len(feeds.home(Viewer(caro))) == 1  # and how far back that was is remembered
    with django_assert_num_queries(2):
        assert len(feeds.home(Viewer(caro))) == 1
    for n in range(12):
        author = make_person(f"friend{n}")
        people.follow(caro, person_id=author, now=MORNING)
        post_id = publish_post(author, text="hi @caro", now=minutes(n))
        publish_post(caro, text="hi", in_reply_to=post_id, now=minutes(n))
        thank_author(ada, post_id=post_id, now=minutes(n))
    with django_assert_num_queries(2):
        page = feeds.home(Viewer(caro))
    assert len(page) == 20
    assert (page[1].replies, page[1].thanks, page[1].thanked) == (1, 1, False)

"""Lists and conversations, each in a constant number of statements."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.queries import Thread
from commonhold.social.posts.refusals import NoSuchPost
from tests.cast import MORNING, minutes


def outline(thread: Thread) -> tuple[list[str], str, list[tuple[int, str]]]:
    return (
        [each.text for each in thread.before],
        thread.post.text,
        [(each.depth, each.post.text) for each in thread.after],
    )


@pytest.fixture
def talk(ada: int, ben: int, caro: int) -> dict[str, int]:
    """Ada asks; Ben and Caro answer; Ada answers Ben last."""
    posts = {"question": publish_post(ada, text="question", now=minutes(0))}
    posts["ben"] = publish_post(ben, text="ben", in_reply_to=posts["question"], now=minutes(1))
    posts["caro"] = publish_post(caro, text="caro", in_reply_to=posts["question"], now=minutes(2))
    posts["ada"] = publish_post(ada, text="ada", in_reply_to=posts["ben"], now=minutes(3))
    return posts


def test_a_thread_reads_each_answer_before_the_next_one(talk: dict[str, int]) -> None:
    thread = queries.thread(ANYONE, talk["question"])
    assert outline(thread) == ([], "question", [(1, "ben"), (2, "ada"), (1, "caro")])


def test_a_thread_around_an_answer_shows_what_led_to_it(talk: dict[str, int]) -> None:
    assert outline(queries.thread(ANYONE, talk["ada"])) == (["question", "ben"], "ada", [])
    assert outline(queries.thread(ANYONE, talk["ben"])) == (["question"], "ben", [(1, "ada")])


def test_answers_that_the_viewer_may_not_see_are_neither_shown_nor_counted(
    ada: int, ben: int, dev: int, talk: dict[str, int]
) -> None:
    publish_post(ben, text="aside", audience="direct", in_reply_to=talk["question"], now=minutes(4))
    assert queries.post(Viewer(ada), talk["question"]).replies == 3
    assert queries.post(Viewer(dev), talk["question"]).replies == 2
    assert "aside" not in str(queries.thread(ANYONE, talk["question"]))
    assert outline(queries.thread(Viewer(ben), talk["question"]))[2][-1] == (1, "aside")


def test_a_removed_post_keeps_its_place_in_the_thread_and_counts_no_more(
    ben: int, talk: dict[str, int]
) -> None:
    remove_post(ben, post_id=talk["ben"], now=minutes(4))
    thread = queries.thread(ANYONE, talk["question"])
    assert outline(thread)[2] == [(1, ""), (2, "ada"), (1, "caro")]
    assert thread.after[0].post.removed
    assert thread.post.replies == 1


def test_a_thread_that_the_viewer_may_not_see_is_not_found(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="@ben a word", audience="direct", now=MORNING)
    for viewer in (ANYONE, Viewer(1)):
        with pytest.raises(NoSuchPost):
            queries.thread(viewer, post_id)


def test_a_thread_costs_two_statements_however_long(
    ada: int, talk: dict[str, int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        publish_post(ada, text=f"more {n}", in_reply_to=talk["caro"], now=minutes(5))
    with django_assert_num_queries(2):
        thread = queries.thread(Viewer(ada), talk["question"])
    assert len(thread.after) == 23


def test_an_authors_posts_come_newest_first_and_in_pages(ada: int, ben: int, talk: dict[str, int]) -> None:
    secret = publish_post(ada, text="@ben a word", audience="direct", now=minutes(5))
    assert [each.id for each in queries.by_author(ANYONE, ada)] == [talk["ada"], talk["question"]]
    assert secret not in [each.id for each in queries.by_author(Viewer(ben), ada)]
    first = queries.by_author(ANYONE, ada, limit=1)
    second = queries.by_author(ANYONE, ada, before=first[0].id, limit=1)
    assert [each.id for each in first + second] == [talk["ada"], talk["question"]]


def test_the_public_list_has_first_public_posts_of_this_server_alone(
    ada: int, eve: int, talk: dict[str, int]
) -> None:
    for audience in ("unlisted", "followers", "members", "direct"):
        publish_post(ada, text="not for the list", audience=audience, now=minutes(6))
    publish_post(eve, text="from elsewhere", now=minutes(6))
    gone = publish_post(ada, text="gone", now=minutes(6))
    remove_post(ada, post_id=gone, now=minutes(7))
    assert [each.id for each in queries.public_latest(Viewer(ada))] == [talk["question"]]

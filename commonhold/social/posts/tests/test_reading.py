"""Lists and conversations, each in a constant number of statements."""

from __future__ import annotations

from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.ground import ids
from commonhold.social.people.actions import safety
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.models import Post
from commonhold.social.posts.reading_order import MOST, MOST_BELOW, Replies
from commonhold.social.posts.refusals import NoSuchPost
from commonhold.social.posts.threads import reply_rule, thread
from tests.cast import MORNING, minutes
from tests.timing import takes_at_most

Outline = tuple[list[str], str, list[tuple[int, str]]]


def outline(viewer: Viewer, post_id: int) -> Outline:
    """What led to a post, itself, and the replies with the depth of their lists."""
    found = thread(viewer, post_id)

    def listed(replies: Replies | None, depth: int) -> list[tuple[int, str]]:
        return [
            line
            for each in (replies.strands if replies else ())
            for line in ((depth, found.posts[each.id].text), *listed(each.replies, depth + 1))
        ]

    led_here = [each.text for each in (*found.first, *found.above)]
    return led_here, found.post.text, listed(found.replies, 1)


@pytest.fixture
def talk(ada: int, ben: int, caro: int) -> dict[str, int]:
    """Ada asks; Ben and Caro answer; Ada answers Ben last."""
    posts = {"question": publish_post(ada, text="question", now=minutes(0))}
    posts["ben"] = publish_post(ben, text="ben", in_reply_to=posts["question"], now=minutes(1))
    posts["caro"] = publish_post(caro, text="caro", in_reply_to=posts["question"], now=minutes(2))
    posts["ada"] = publish_post(ada, text="ada", in_reply_to=posts["ben"], now=minutes(3))
    return posts


def test_a_thread_reads_each_answer_before_the_next_one(talk: dict[str, int]) -> None:
    assert outline(ANYONE, talk["question"]) == ([], "question", [(1, "ben"), (2, "ada"), (1, "caro")])


def test_a_thread_around_an_answer_shows_what_led_to_it(talk: dict[str, int]) -> None:
    assert outline(ANYONE, talk["ada"]) == (["question", "ben"], "ada", [])
    assert outline(ANYONE, talk["ben"]) == (["question"], "ben", [(1, "ada")])


def test_answers_that_the_viewer_may_not_see_are_neither_shown_nor_counted(
    ada: int, ben: int, dev: int, talk: dict[str, int]
) -> None:
    publish_post(ben, text="aside", audience="direct", in_reply_to=talk["question"], now=minutes(4))
    assert queries.post(Viewer(ada), talk["question"]).replies == 3
    assert queries.post(Viewer(dev), talk["question"]).replies == 2
    assert "aside" not in str(thread(ANYONE, talk["question"]))
    assert outline(Viewer(ben), talk["question"])[2][-1] == (1, "aside")


def test_a_removed_post_keeps_its_place_in_the_thread_and_counts_no_more(
    ben: int, talk: dict[str, int]
) -> None:
    remove_post(ben, post_id=talk["ben"], now=minutes(4))
    assert outline(ANYONE, talk["question"])[2] == [(1, ""), (2, "ada"), (1, "caro")]
    found = thread(ANYONE, talk["question"])
    assert found.posts[talk["ben"]].removed
    assert found.post.replies == 1
    assert [each.below for each in found.replies.strands] == [1, 0]


def test_a_thread_that_the_viewer_may_not_see_is_not_found(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="@ben a word", audience="direct", now=MORNING)
    for viewer in (ANYONE, Viewer(1)):
        with pytest.raises(NoSuchPost):
            thread(viewer, post_id)


def test_a_thread_costs_two_statements_however_long(
    ada: int, ben: int, talk: dict[str, int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        thread(Viewer(ada), talk["question"])
    rows = [
        Post(
            id=ids.new_id(minutes(5)),
            author_id=ben,
            audience="public",
            circle_of_id=ada,
            in_reply_to_id=talk["question"],
            thread_id=talk["question"],
            text="me too",
            html="<p>me too</p>",
            published_at=minutes(5),
        )
        for _ in range(10_000)
    ]
    Post.objects.bulk_create(rows, batch_size=500)
    for after in (None, rows[5_000].id):
        with django_assert_num_queries(2):
            found = thread(Viewer(ada), talk["question"], after=after)
        takes_at_most(1, partial(thread, Viewer(ada), talk["question"], after=after))
        assert MOST <= len(list(found.replies.ids())) <= MOST + MOST_BELOW
        assert found.is_later == (after is not None)
    assert found.replies.strands[0].id == rows[5_001].id


def test_who_goes_on_herself_is_read_first(ada: int, ben: int, talk: dict[str, int]) -> None:
    publish_post(ada, text="more from ada", in_reply_to=talk["question"], now=minutes(5))
    assert [text for _depth, text in outline(ANYONE, talk["question"])[2]] == [
        "more from ada",
        "ben",
        "ada",
        "caro",
    ]


def test_a_reply_to_what_is_hidden_from_the_viewer_moves_up(
    ada: int, ben: int, caro: int, talk: dict[str, int]
) -> None:
    safety.block(caro, person_id=ben, now=minutes(5))
    assert outline(Viewer(caro), talk["question"])[2] == [(1, "ada"), (1, "caro")]
    assert outline(Viewer(caro), talk["ada"])[0] == ["question"]


def test_a_reply_that_waits_stands_with_its_author_and_apart_for_who_lets_it_in(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=minutes(0))
    reply = publish_post(ben, text="May I?", in_reply_to=first, now=minutes(1))
    assert outline(Viewer(ben), first)[2] == [(1, "May I?")]
    assert outline(Viewer(ada), first)[2] == []
    assert outline(ANYONE, first)[2] == []
    assert outline(Viewer(ada), reply) == (["Ask me"], "May I?", [])


def test_the_first_post_says_who_may_reply(ada: int, ben: int) -> None:
    first = publish_post(ada, text="For my followers", reply_control="followers", now=minutes(0))
    rule = reply_rule(Viewer(ben), first)
    assert (rule.control, rule.approves, rule.is_mine) == ("followers", False, False)
    assert rule.author is not None
    assert rule.author.id == ada
    assert reply_rule(Viewer(ada), first).is_mine
    safety.block(ada, person_id=ben, now=minutes(1))
    with pytest.raises(NoSuchPost):
        reply_rule(Viewer(ben), first)


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

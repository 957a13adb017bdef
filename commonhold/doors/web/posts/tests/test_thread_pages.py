"""A thread's page: where each reply stands, and what is said around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.filters import actions as filters
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.models import Post
from tests.cast import MORNING, make_person, minutes
from tests.timing import takes_at_most


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def ada(founded: None) -> int:
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def ben(founded: None) -> int:
    return make_person("ben", member=True, signs_in=True)


def page(path: str, person_id: int | None = None) -> str:
    client = Client()
    if person_id is not None:
        client.force_login(get_user_model().objects.get(people=person_id))
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def posts_on(shown: str) -> Sequence[str]:
    return re.findall(r'id="post-(\d+)"', shown)


def many(first: int, author: int, number: int, *, deep: bool = False) -> list[int]:
    """Replies to a post, or each to the one before, without their deeds."""
    rows: list[Post] = []
    for _ in range(number):
        above = rows[-1].id if deep and rows else first
        rows.append(
            Post(
                id=ids.new_id(minutes(5)),
                author_id=author,
                audience="public",
                circle_of_id=author,
                in_reply_to_id=above,
                thread_id=first,
                text="so do I",
                html="<p>so do I</p>",
                published_at=minutes(5),
            )
        )
    Post.objects.bulk_create(rows, batch_size=500)
    return [row.id for row in rows]


def test_replies_stand_in_reading_order_and_say_whom_they_answer(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Who has a ladder?", now=minutes(0))
    one = publish_post(ben, text="I do", in_reply_to=first, now=minutes(1))
    two = publish_post(ada, text="A long one", in_reply_to=first, now=minutes(2))
    three = publish_post(ada, text="May I?", in_reply_to=one, now=minutes(3))
    shown = page(f"/@ada/{first}")
    assert posts_on(shown) == [str(each) for each in (first, two, one, three)]
    assert shown.count("answer to ada") + shown.count("answer to Ada") == 2
    assert re.search(r"answer to ben", shown, re.IGNORECASE)
    assert "1 reply" in shown
    above = page(f"/@ada/{three}")
    assert posts_on(above) == [str(each) for each in (first, one, three)]
    assert "What led to this post" in above


def test_a_removed_reply_keeps_its_place_without_its_author(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Who has a ladder?", now=minutes(0))
    gone = publish_post(ben, text="I do", in_reply_to=first, now=minutes(1))
    below = publish_post(ada, text="Thank you", in_reply_to=gone, now=minutes(2))
    remove_post(ben, post_id=gone, now=minutes(3))
    shown = page(f"/@ada/{first}")
    assert posts_on(shown) == [str(each) for each in (first, gone, below)]
    assert "A post was removed here" in shown
    assert "@ben" not in shown
    assert "answer to a post that was removed" in shown


@pytest.mark.parametrize(
    ("control", "hers", "others"),
    [
        ("followers", "Only your followers may reply here.", "Only followers of"),
        ("mentioned", "Only people whom you mention may reply here.", "Only people whom"),
        ("nobody", "You closed this thread to replies.", "closed this thread to replies."),
    ],
)
def test_who_may_reply_is_said_in_words(ada: int, ben: int, control: str, hers: str, others: str) -> None:
    first = publish_post(ada, text="A word", reply_control=control, now=minutes(0))
    assert hers in page(f"/@ada/{first}", ada)
    assert others in page(f"/@ada/{first}")
    refused = page(f"/@ada/{first}", ben)
    assert re.search(r'<p class="quiet" id="reply">.+</p>', refused)
    assert "reply-rule" not in refused  # once is enough


def test_that_replies_wait_is_said_before_one_is_written(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=minutes(0))
    reply = publish_post(ben, text="May I?", in_reply_to=first, now=minutes(1))
    assert "lets it in." in page(f"/@ada/{first}")
    assert str(reply) not in posts_on(page(f"/@ada/{first}"))
    assert "only you two see it" in page(f"/@ada/{first}", ben)
    hers = page(f"/@ada/{first}", ada)
    assert posts_on(hers).count(str(reply)) == 1
    assert "Replies that wait for you" in hers


def test_what_a_filter_hides_keeps_its_place_only_for_what_is_below(ada: int, ben: int) -> None:
    first = publish_post(ada, text="Supper", now=minutes(0))
    fish = publish_post(ben, text="fish", in_reply_to=first, now=minutes(1))
    publish_post(ben, text="more fish", in_reply_to=first, now=minutes(2))
    publish_post(ada, text="Bread then", in_reply_to=fish, now=minutes(3))
    publish_post(ben, text="Two loaves", in_reply_to=fish, now=minutes(4))
    filters.make_filter(ada, title="Fish", phrases=["fish"], hides=True, now=minutes(5))
    shown = page(f"/@ada/{first}", ada)
    assert shown.count("One of your filters hides this post") == 1
    assert "more fish" not in shown
    assert "Bread then" in shown


@pytest.mark.parametrize("deep", [False, True])
def test_ten_thousand_replies_are_read_page_by_page_at_a_bounded_cost(
    ada: int, ben: int, deep: bool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = publish_post(ada, text="How many?", now=minutes(0))
    made = many(first, ben, 10_000, deep=deep)
    page(f"/@ada/{first}", ada)  # what is made once is made
    for path in (f"/@ada/{first}", f"/@ada/{first}?after={made[5000]}", f"/@ben/{made[-1]}"):
        with django_assert_max_num_queries(60):
            shown = page(path, ada)
        takes_at_most(4, partial(page, path, ada))
        assert len(posts_on(shown)) <= 50
    shown = page(f"/@ada/{first}")
    assert f"?after={made[39]}#replies" in shown
    assert "9960 more" in shown.replace(",", "")
    assert "Earlier replies" in page(f"/@ada/{first}?after={made[39]}")
    if deep:
        last = page(f"/@ben/{made[-1]}")
        assert "… 9996 posts between …" in last.replace(",", "")
        assert posts_on(last) == [str(each) for each in (first, *made[-4:])]


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, ""])
def test_a_page_that_does_not_exist_is_the_first_one(ada: int, ben: int, after: str) -> None:
    first = publish_post(ada, text="Hello", now=minutes(0))
    reply = publish_post(ben, text="Hello", in_reply_to=first, now=minutes(1))
    assert str(reply) in posts_on(page(f"/@ada/{first}?after={after}"))


@pytest.mark.parametrize("number", [0, 1 << 63, 10**30])
def test_a_post_that_was_never_written_is_not_found(ada: int, number: int) -> None:
    assert Client().get(f"/@ada/{number}").status_code == 404

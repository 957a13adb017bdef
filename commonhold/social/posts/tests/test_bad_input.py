"""What nobody means to send, or somebody means badly: a clear no, or a page that stays whole."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from commonhold.ground import ids
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import audiences, queries, threads
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.refusals import TooManyMarks, UnknownFormat
from commonhold.social.posts.text import read, write
from tests.cast import MORNING, minutes
from tests.timing import takes_at_most

_FAMILY = "\U0001f469\U0001f3fd\u200d\U0001f467\U0001f3fd\u200d\U0001f466\U0001f3fd"


@pytest.mark.parametrize(
    "text",
    [
        "Z" + "\u0335\u0322\u0360\u0489" * 10,
        "a" + "\u20dd" * 11,
        "x" + "\u200d" * 4000,
        "fine, then " + "o" + "\u0308" * 200,
    ],
)
def test_marks_that_would_cover_other_peoples_words_are_refused(ada: int, text: str) -> None:
    for said in ({"text": text}, {"text": "fine", "warning": text[:200]}):
        with pytest.raises(TooManyMarks):
            publish_post(ada, **said, now=MORNING)  # type: ignore[arg-type]  # words alone
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        _FAMILY * 50,
        "\U0001f600" * 5000,
        "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea",
        "ก็ู่้",
        "नमस्ते",
        "e\u0301t\u00e9",
    ],
)
def test_every_script_and_many_emoji_are_words_like_others(ada: int, text: str) -> None:
    assert queries.post(ANYONE, publish_post(ada, text=text, now=MORNING)).text == text


def test_a_sign_that_would_turn_the_page_around_is_left_out(ada: int) -> None:
    assert queries.post(ANYONE, publish_post(ada, text="a\u202eb\u0000c", now=MORNING)).text == "abc"


def test_plain_text_stays_as_it_was_typed(ada: int, ben: int) -> None:
    text = "*not bold* `code` > quote\n\n  1. list <b> @ben #tag https://a.example/x_y"
    html = queries.post(ANYONE, publish_post(ada, text=text, format="plain", now=MORNING)).html
    assert html.startswith("<p>*not bold* `code` &gt; quote</p>\n<p>1. list &lt;b&gt; ")
    for link in ('class="mention" href="/@ben"', 'href="/tags/tag"', 'href="https://a.example/x_y"'):
        assert link in html
    with pytest.raises(UnknownFormat):
        publish_post(ada, text="hm", format="html", now=MORNING)


@given(st.text(max_size=400), st.booleans())
def test_whatever_is_typed_makes_no_tag_of_its_own(text: str, is_plain: bool) -> None:
    html = write(read(text, is_plain=is_plain), ())
    assert "<script" not in html
    assert "<img" not in html
    assert "style=" not in html.replace("&", "") or "style=" in text


@pytest.mark.parametrize(
    "text", ["> " * 2500, "[" * 5000, "*" * 5000, "- " * 2500, "`" * 4999, "![](" * 1250]
)
def test_text_that_is_all_marks_is_read_in_a_moment(text: str) -> None:
    takes_at_most(2, lambda: write(read(text), ()))


@given(st.sampled_from(Audience), st.none() | st.sampled_from(Audience))
def test_an_answers_audience_is_its_parents_or_narrower(parent: Audience, asked: Audience | None) -> None:
    """Only what is open is for more people than others; between two closed ones nobody can tell."""
    got = audiences.of_answer(parent=parent, asked=asked)
    reach = {Audience.PUBLIC: 3, Audience.UNLISTED: 2, Audience.DIRECT: 0}
    assert got == parent or (got == asked and reach.get(got, 1) < reach.get(parent, 1))
    assert set(audiences.choices_for(parent)) >= {got} - {parent}


def test_a_thread_ten_thousand_deep_is_answered_and_read(
    ada: int, ben: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = publish_post(ada, text="How deep?", now=MORNING)
    rows, above = [], first
    for number in range(10_000):
        made = ids.new_id(minutes(1))
        rows.append(
            Post(
                id=made,
                author_id=ada if number % 2 else ben,
                audience="public",
                circle_of_id=ada,
                in_reply_to_id=above,
                thread_id=first,
                text="deeper",
                html="<p>deeper</p>",
                published_at=minutes(1),
            )
        )
        above = made
    Post.objects.bulk_create(rows, batch_size=500)
    with django_assert_max_num_queries(40):
        last = publish_post(ben, text="The bottom", in_reply_to=above, now=minutes(2))
    for post_id in (first, rows[5000].id, last):
        with django_assert_max_num_queries(8):
            found = threads.thread(Viewer(ada), post_id)
        assert found.post.id == post_id
        assert len(found.first) + len(found.above) <= 5
        assert len(list(found.replies.ids())) <= 40
        takes_at_most(1, partial(threads.thread, Viewer(ada), post_id))

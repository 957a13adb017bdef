"""What a filter hides is in no list; what it folds away is behind its name; one's own words always show."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.actions import run_due
from commonhold.social.filters import actions as filters
from commonhold.social.filters import queries as kept
from commonhold.social.filters.matching import Place
from commonhold.social.people.actions import choose_to_be_found, follow
from commonhold.social.people.queries import Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts.actions import edit_post, publish_post
from tests.cast import MORNING, make_list_of, make_person, minutes
from tests.visible import visible_text

WORD = "marzipan"


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def ada(founded: None) -> int:
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def ben(ada: int) -> int:
    ben = make_person("ben", member=True)
    choose_to_be_found(ben, is_searchable=True, is_discoverable=True, now=MORNING)
    follow(ada, person_id=ben, now=MORNING)
    return ben


@pytest.fixture
def client(ada: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=ada))
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return visible_text(answer.content.decode()).lower()


def hide(by: int, *, hides: bool = True, places: tuple[Place, ...] = tuple(Place), **more: Any) -> int:
    said: dict[str, Any] = {"title": "Sweets", "phrases": [WORD], "are_whole": False} | more
    return filters.make_filter(by, places=places, hides=hides, **said, now=MORNING)


def meet(ben: int) -> int:
    """Ben's post that Ada could meet everywhere; she is told of it."""
    post_id = publish_post(ben, text=f"hello @ada **Marzi**pan #sweets {WORD}", now=minutes(1))
    edit_post(ben, post_id=post_id, text=f"hello @ada {WORD} #sweets", now=minutes(2))
    run_due(minutes(3))
    return post_id


def everywhere(by: int, ben: int, post_id: int) -> dict[Place, list[str]]:
    """The pages on which Ada could meet Ben's post, by the place that a filter calls them."""
    list_id = make_list_of(by, ben)
    return {
        Place.HOME: ["/", f"/lists/{list_id}"],
        Place.PUBLIC: ["/local", "/discover", "/tags/sweets", "/search?q=hello"],
        Place.PROFILES: ["/@ben"],
        Place.THREADS: [f"/@ben/{post_id}", f"/@ben/{post_id}/history", f"/compose?reply_to={post_id}"],
        Place.NOTIFICATIONS: ["/notifications"],
    }


@pytest.mark.parametrize("hides", [True, False], ids=["hide", "warn"])
def test_a_filtered_word_stands_on_no_page_unless_it_is_opened(
    ada: int, ben: int, client: Client, hides: bool
) -> None:
    post_id = meet(ben)
    pages = everywhere(ada, ben, post_id)
    for path in chain(*pages.values()):
        assert WORD in shown(client, path), path
    hide(ada, hides=hides)
    for path in chain(*pages.values()):
        assert WORD not in shown(client, path), path
        if not hides:
            assert "filtered: sweets" in shown(client, path), path
            assert WORD in client.get(path).content.decode().lower(), path


@pytest.mark.parametrize("place", list(Place))
def test_a_filter_applies_in_its_places_alone(ada: int, ben: int, client: Client, place: Place) -> None:
    post_id = meet(ben)
    pages = everywhere(ada, ben, post_id)
    hide(ada, places=(place,))
    for other, paths in pages.items():
        for path in paths:
            assert (WORD in shown(client, path)) == (other != place), path


def test_ones_own_posts_are_never_filtered(ada: int, client: Client) -> None:
    post_id = publish_post(ada, text=f"My {WORD}", now=minutes(1))
    hide(ada)
    for path in ("/", "/@ada", f"/@ada/{post_id}", f"/@ada/{post_id}/edit", f"/@ada/{post_id}/history"):
        assert WORD in client.get(path).content.decode(), path


def test_warnings_polls_and_quoted_words_count_and_ones_own_words_quoted_do_not(
    ada: int, ben: int, client: Client
) -> None:
    caro = make_person("caro", member=True)
    follow(ada, person_id=caro, now=MORNING)
    hers = publish_post(ben, text=f"the {WORD}", quote_policy="everyone", now=minutes(1))
    mine = publish_post(ada, text=f"my {WORD}", quote_policy="everyone", now=minutes(1))
    publish_post(caro, text="first", warning=WORD, now=minutes(2))
    publish_post(caro, text="second", poll=NewPoll((WORD, "bread"), minutes=60), now=clock.now())
    publish_post(caro, text="third", quoted=hers, now=minutes(3))
    publish_post(caro, text="fourth", quoted=mine, now=minutes(3))
    hide(ada)
    page = shown(client, "/@caro")
    assert [each for each in ("first", "second", "third", "fourth") if each in page] == ["fourth"]


def test_a_message_is_never_filtered(ada: int, ben: int, client: Client) -> None:
    said = publish_post(ben, text=f"@ada {WORD}", audience="direct", now=minutes(1))
    hide(ada)
    conversation = client.get(f"/@ben/{said}")["Location"]
    assert WORD in client.get(conversation).content.decode()


def test_a_reader_without_filters_and_one_with_fifty_cost_the_same(
    ada: int, ben: int, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        publish_post(ben, text=f"post {number}", now=minutes(number))
    client.get("/")
    with django_assert_max_num_queries(100) as bare:
        client.get("/")
    for number in range(50):
        hide(ada, title=str(number), phrases=[f"word {number}"])
    with django_assert_max_num_queries(len(bare)):
        client.get("/")


def test_pages_make_change_and_delete_a_filter(ada: int, client: Client) -> None:
    assert "You keep no filters" in client.get("/settings/filters").content.decode()
    said = {
        "title": "Sweets",
        "phrases": f"{WORD}\nnougat",
        "reach": "part",
        "act": "hide",
        "places": ["home"],
        "lasts": "24",
    }
    assert client.post("/settings/filters/new", said)["Location"] == "/settings/filters"
    (made,) = kept.filters_of(Viewer(ada), now=clock.now())
    assert (made.phrases, made.hides, made.are_whole, made.until is not None) == (
        (WORD, "nougat"),
        True,
        False,
        True,
    )
    assert "nougat" in client.get(f"/settings/filters/{made.id}").content.decode()
    client.post(f"/settings/filters/{made.id}", said | {"lasts": "keep", "act": "warn"})
    (changed,) = kept.filters_of(Viewer(ada), now=clock.now())
    assert (changed.until, changed.hides) == (made.until, False)
    assert client.post(f"/settings/filters/{made.id}/delete").status_code == 303
    assert kept.filters_of(Viewer(ada), now=clock.now()) == []
    assert client.get(f"/settings/filters/{made.id}").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"phrases": "   \n"}, "This is still missing."),
        ({"phrases": "x" * 101}, "a phrase has between 1 and 100"),
        ({"places": []}, "Choose at least one place"),
        ({"title": "x" * 101}, "100 are the most"),
        ({"lasts": "forever"}, "is not in the list"),
    ],
)
def test_a_refused_filter_answers_400_and_keeps_what_was_typed(
    ada: int, client: Client, changed: dict[str, Any], words: str
) -> None:
    said = {"title": "Kept name", "phrases": "kept", "reach": "part", "act": "hide", "places": ["home"]}
    answer = client.post("/settings/filters/new", said | {"lasts": "24"} | changed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    for name in ("title", "phrases"):
        assert str((said | changed)[name]).strip() in page
    assert kept.filters_of(Viewer(ada), now=clock.now()) == []


_MARKS = st.sampled_from(
    ["{}", "**{}**", "*{}*", "> {}", "- {}", "`{}`", "~~{}~~", "[{}](https://a.example/)"]
)
_CASES = st.sampled_from([str.lower, str.upper, str.title, lambda word: word[:4] + "**" + word[4:] + "**"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    posts=st.lists(st.tuples(st.booleans(), _CASES, _MARKS, st.text("ab \n*_&<>", max_size=30)), max_size=6)
)
def test_whatever_people_write_a_hidden_word_is_not_seen(
    ada: int, ben: int, client: Client, posts: list[tuple[bool, Any, str, str]]
) -> None:
    with transaction.atomic():
        hide(ada)
        for number, (is_meant, case, marks, around) in enumerate(posts):
            text = f"number{number} {around} " + (marks.format(case(WORD)) if is_meant else "bread") + around
            publish_post(ben, text=text, now=minutes(number))
        for path in ("/", "/local", "/@ben"):
            page = shown(client, path)
            assert WORD not in page
            for number, (is_meant, *_how) in enumerate(posts):
                assert is_meant or f"number{number}" in page
        transaction.set_rollback(True)

"""Somebody looks for a person or a post of another server in the search box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.doors.calls import waiting
from commonhold.ground.clock import queries as clock
from commonhold.social.actors.actions import ActorFacts, know_actor
from commonhold.social.lookups import actions as lookups
from commonhold.social.lookups.models import Lookup
from commonhold.social.people import actions as people
from commonhold.social.people.actions import Described
from commonhold.social.posts import actions as posts
from commonhold.social.posts.arrived import ArrivedPost
from tests.cast import MORNING, make_person

_EVES = "https://elsewhere.example/users/eve"


@pytest.fixture
def uma(coop: str, client: Client) -> int:
    """Signed in at the client."""
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


@pytest.fixture(autouse=True)
def no_seat_is_free() -> Iterator[None]:
    """So nobody waits for an answer that does not come."""
    for _seat in range(2):
        waiting._seats.acquire()
    yield
    for _seat in range(2):
        waiting._seats.release()


def _know_eve() -> int:
    described = Described(handle="eve", domain="elsewhere.example", name="Eve Moss")
    facts = ActorFacts(
        uri=_EVES,
        kind="Person",
        described=described,
        inbox=f"{_EVES}/inbox",
        outbox=f"{_EVES}/outbox",
        url="https://elsewhere.example/@eve",
    )
    return know_actor(facts, now=MORNING)


def _settle(**found: int | str) -> None:
    lookups.settle(Lookup.objects.get().id, now=clock.now(), **found)  # type: ignore[arg-type]


def test_who_is_known_already_is_led_to(client: Client, uma: int) -> None:
    _know_eve()
    answer = client.get("/search", {"q": "@Eve@elsewhere.example"})
    assert (answer.status_code, answer["Location"]) == (303, "/@eve@elsewhere.example")
    assert not Lookup.objects.exists()


def test_who_is_not_known_is_asked_for_and_the_page_looks_again_by_itself(client: Client, uma: int) -> None:
    answer = client.get("/search", {"q": "@eve@elsewhere.example"})
    assert (answer.status_code, answer["Refresh"]) == (200, "3")
    assert "We are asking the other server" in answer.content.decode()
    assert Lookup.objects.get().sought == "eve@elsewhere.example"
    _settle(person_id=_know_eve())
    answer = client.get("/search", {"q": "@eve@elsewhere.example"})
    assert answer["Location"] == "/@eve@elsewhere.example"


def test_a_pasted_address_leads_to_the_post(client: Client, uma: int) -> None:
    eve, url = _know_eve(), "https://elsewhere.example/@eve/7"
    arrived = ArrivedPost(uri=f"{_EVES}/7", url=url, html="<p>Beans</p>", published_at=MORNING)
    post_id = posts.arrive_post(eve, arrived=arrived, now=MORNING)
    client.get("/search", {"q": url})
    _settle(post_id=post_id)
    assert client.get("/search", {"q": url})["Location"] == f"/@eve@elsewhere.example/{post_id}"


def test_what_was_not_found_is_said(client: Client, uma: int) -> None:
    client.get("/search", {"q": "@eve@elsewhere.example"})
    _settle(trouble="its server says 404")
    answer = client.get("/search", {"q": "@eve@elsewhere.example"})
    assert "Refresh" not in answer
    assert "Not found on the other server" in answer.content.decode()


def test_whom_she_blocked_is_not_led_to(client: Client, uma: int) -> None:
    eve = _know_eve()
    people.block(uma, person_id=eve, now=MORNING)
    client.get("/search", {"q": _EVES})
    _settle(person_id=eve)
    assert client.get("/search", {"q": _EVES}).status_code == 200


@pytest.mark.parametrize("words", ["beans", "@uma@coop.example", "http://coop.example/@uma", "@uma"])
def test_words_and_what_is_ours_are_not_asked_for_elsewhere(client: Client, uma: int, words: str) -> None:
    client.get("/search", {"q": words})
    assert not Lookup.objects.exists()


def test_nobody_is_asked_for_by_who_is_not_signed_in(client: Client, coop: str) -> None:
    assert client.get("/search", {"q": "@eve@elsewhere.example"}).status_code == 200
    assert client.get("/@eve@elsewhere.example").status_code == 404
    assert not Lookup.objects.exists()


def test_the_page_of_somebody_unknown_leads_to_looking_her_up(client: Client, uma: int) -> None:
    answer = client.get("/@eve@elsewhere.example")
    assert answer["Location"] == "/search?q=%40eve%40elsewhere.example&what=people"
    assert client.get("/@nobody").status_code == 404


def test_who_comes_from_another_servers_page_is_led_to_the_search(client: Client, uma: int) -> None:
    answer = client.get("/authorize_interaction", {"uri": "acct:eve@elsewhere.example"})
    assert answer["Location"] == "/search?q=eve%40elsewhere.example"


def test_her_page_leads_to_the_one_at_home_and_has_what_she_said_brought(client: Client, uma: int) -> None:
    _know_eve()
    page = client.get("/@eve@elsewhere.example").content.decode()
    assert 'href="https://elsewhere.example/@eve" rel="nofollow noopener ugc"' in page
    assert "Their page there" in page
    assert list(Lookup.objects.values_list("what", "sought")) == [("outbox", _EVES)]

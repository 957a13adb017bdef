"""The pages of who knows whom."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people import actions, queries
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person


@pytest.fixture
def uma(db: None, client: Client) -> int:
    """Signed in at the client; Ben follows her."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


@pytest.fixture
def ben(uma: int) -> int:
    person_id = make_person("ben")
    actions.follow(person_id, person_id=uma, now=MORNING)
    return person_id


def test_the_numbers_of_a_profile_lead_to_the_people(client: Client, uma: int, ben: int) -> None:
    page = Client().get("/@uma").content.decode()
    assert 'href="/@uma/followers"' in page
    assert 'href="/@uma/following"' in page
    assert "@ben" in Client().get("/@uma/followers").content.decode()
    assert "Nobody to show here yet" in Client().get("/@uma/following?before=x").content.decode()


def test_who_keeps_her_circle_shows_others_neither_names_nor_numbers(client, uma, ben):
    assert client.post("/settings/circle", {"shown_to": "nobody"})["Location"] == "/@uma"
    assert "/@uma/followers" not in Client().get("/@uma").content.decode()
    for page in ("/@uma/followers", "/@uma/following"):
        answer = Client().get(page)
        assert answer.status_code == 403
        assert "show you whom they follow" in answer.content.decode()
        assert client.get(page).status_code == 200
    assert 'value="nobody" ' in client.get("/settings/circle").content.decode()


def test_a_strange_choice_is_refused_at_the_page(client: Client, uma: int) -> None:
    assert client.post("/settings/circle", {"shown_to": "my cat"}).status_code == 400


def test_who_asks_is_accepted_or_declined_on_one_page(client: Client, uma: int, ben: int) -> None:
    actions.choose_to_approve_followers(uma, approves=True, now=MORNING)
    for name in ("caro", "dev"):
        actions.follow(make_person(name), person_id=uma, now=MORNING)
    assert "2 people ask to follow you" in client.get("/@uma").content.decode()
    caro, dev = (queries.by_handle(Viewer(uma), name).id for name in ("caro", "dev"))
    for person_id, answer in ((caro, "accept"), (dev, "decline")):
        assert (
            client.post("/me/follow-requests", {"person_id": person_id, "answer": answer}).status_code == 303
        )
    assert "Nobody waits for your answer" in client.get("/me/follow-requests").content.decode()
    assert {each.id for each in queries.followers(Viewer(uma), uma)} == {ben, caro}
    for strange in (str(caro), "x", "9" * 40):
        gone = client.post("/me/follow-requests", {"person_id": strange, "answer": "accept"})
        assert gone.status_code == 403
        assert "no such request any more" in gone.content.decode()


def test_older_requests_are_one_link_away(client: Client, uma: int) -> None:
    actions.choose_to_approve_followers(uma, approves=True, now=MORNING)
    for n in range(41):
        actions.follow(make_person(f"p{n}"), person_id=uma, now=MORNING)
        actions.follow(uma, person_id=make_person(f"s{n}", approves_followers=True), now=MORNING)
    shown = client.get("/me/follow-requests").content.decode()
    assert "@p40" in shown
    assert "@s40" in shown
    assert "@p0<" not in shown
    assert "@s0<" not in shown
    for cut, oldest in (("before", "@p0<"), ("asked_before", "@s0<")):
        (older,) = re.findall(rf'href="(\?{cut}=\d+)"', shown)
        assert oldest in client.get(f"/me/follow-requests{older}").content.decode()


def test_whom_one_asked_is_listed_until_one_takes_it_back(client: Client, uma: int) -> None:
    make_person("shy", approves_followers=True)
    client.post("/@shy/follow")
    assert "You asked to follow them" in client.get("/me/follow-requests").content.decode()
    client.post("/@shy/follow", {"undo": "1"})
    assert "You asked to follow them" not in client.get("/me/follow-requests").content.decode()


def test_a_follower_is_removed_on_a_page_that_says_what_it_means(client: Client, uma: int, ben: int) -> None:
    assert 'href="/@ben/remove-follower"' in client.get("/@uma/followers").content.decode()
    assert 'href="/@ben/remove-follower"' in client.get("/@ben").content.decode()
    assert "They may follow you again" in client.get("/@ben/remove-follower").content.decode()
    assert client.post("/@ben/remove-follower")["Location"] == "/@uma/followers"
    assert not queries.is_following(Viewer(ben), uma)
    assert "remove-follower" not in client.get("/@ben").content.decode()


def test_a_note_stands_on_the_page_for_its_writer_and_refused_words_stay(client: Client, ben: int) -> None:
    assert client.post("/@ben/note", {"text": "Likes rye"})["Location"] == "/@ben"
    assert "Likes rye" in client.get("/@ben").content.decode()
    assert "Likes rye" not in Client().get("/@ben").content.decode()
    long = "y" * (actions.LONGEST_NOTE + 1)
    refused = client.post("/@ben/note", {"text": long})
    assert refused.status_code == 400
    assert long in refused.content.decode()
    refused = client.post("/@uma/note", {"text": "Me"})
    assert refused.status_code == 400
    assert "Notes are kept on other people" in refused.content.decode()


def test_a_profile_names_whom_one_follows_among_its_followers(client: Client, uma: int, ben: int) -> None:
    eli = make_person("eli")
    for number, name in enumerate(("caro", "dev", "finn", "gil"), start=1):
        each = make_person(name)
        actions.follow(each, person_id=eli, now=MORNING)
        actions.follow(uma, person_id=each, now=MORNING)
        words = (
            "Followed by Caro, whom you follow",
            "Followed by Dev and Caro, whom you follow",
            "Followed by Finn, Dev and 1 other whom you follow",
            "Followed by Gil, Finn and 2 others whom you follow",
        )[number - 1]
        assert words in client.get("/@eli").content.decode()
    assert "Followed by" not in Client().get("/@eli").content.decode()
    listed = client.get("/@eli/followers?known=1").content.decode()
    assert "Whom you follow and who follow Eli" in listed
    assert "@caro" in listed


def test_strangers_are_asked_to_sign_in_first(uma: int, ben: int) -> None:
    for page in ("/me/follow-requests", "/@ben/note", "/@ben/remove-follower", "/settings/circle"):
        assert "/account/login/" in Client().get(page)["Location"]

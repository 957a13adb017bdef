"""The pages of who knows whom."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people import actions
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

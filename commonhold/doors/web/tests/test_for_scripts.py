"""A script that asks for JSON is told where a browser would be led, what it would read, or why not."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.test import Client

from commonhold.doors.web.undo import Undo, undo_of
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person


@pytest.fixture
def uma(db: None, client: Client) -> int:
    """Signed in at the client."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def test_what_was_done_is_said_with_its_way_back(client: Client, uma: int) -> None:
    post_id = publish_post(uma, text="Hear me", now=MORNING)

    told = client.post(
        f"/@uma/{post_id}/remove", {"do": "remove"}, headers={"accept": "application/json"}
    ).json()

    undo = {"action": f"/@uma/{post_id}/restore", "fields": {}}
    assert told == {"to": "/@uma", "said": [{"words": "You deleted this post.", "undo": undo}]}
    assert "You deleted this post." not in client.get("/").content.decode()


def test_a_boost_is_said_with_its_way_back_and_unboosting_is_quiet(
    client: Client, uma: int, finn: int
) -> None:
    address = f"/@finn/{publish_post(finn, text='Hear me', now=MORNING)}/boost"
    told = client.post(address, headers={"accept": "application/json"}).json()
    undo = {"action": address, "fields": {"undo": "1"}}
    assert told["said"] == [{"words": "You boosted this post.", "undo": undo}]
    told = client.post(address, undo["fields"], headers={"accept": "application/json"}).json()
    assert told["said"] == []


def test_a_refusal_and_a_miss_are_told_in_words(client: Client, uma: int, finn: int) -> None:
    post_id = publish_post(finn, text="Hear me", now=MORNING)

    refused = client.post(f"/@finn/{post_id}/remove", headers={"accept": "application/json"})
    missed = client.post("/@finn/7/favourite", headers={"accept": "application/json"})

    assert refused.status_code == 403
    assert missed.status_code == 404
    assert refused.json()["trouble"]
    assert missed.json()["trouble"]


def test_whoever_is_signed_out_is_told_so(client: Client, uma: int) -> None:
    client.logout()

    answer = client.post("/@uma/7/favourite", headers={"accept": "application/json"})

    assert answer.status_code == 401
    assert answer.json()["trouble"].startswith("You are signed out.")


def test_a_browser_gets_a_form_of_one_button(client: Client, uma: int, finn: int) -> None:
    client.post("/@finn/mute", {"hours": "24"})
    shown = client.get("/@finn").content.decode()

    assert 'action="/settings/mutes/undo"' in shown
    assert f'name="person_id" value="{finn}"' in shown
    back = client.post("/settings/mutes/undo", {"person_id": str(finn), "to": "/@finn"})
    assert back["Location"] == "/@finn"
    away = client.post("/settings/mutes/undo", {"person_id": str(finn), "to": "//elsewhere.example"})
    assert away["Location"] == "/settings/mutes"


def test_other_words_have_no_way_back() -> None:
    assert undo_of(Message(constants.SUCCESS, "Saved.")) is None
    assert undo_of(Message(constants.SUCCESS, "Gone.", extra_tags='["/a", {"b": "1"}]')) == Undo(
        "/a", {"b": "1"}
    )

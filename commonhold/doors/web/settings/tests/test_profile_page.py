"""Changing how one appears, as one does it at the page."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.media import jobs as media_jobs
from commonhold.social.media.tests.samples import picture
from commonhold.social.portraits import jobs as portrait_jobs
from tests.cast import MORNING, make_person


@pytest.fixture
def uma(db: None, client: Client) -> int:
    """Signed in at the client."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def test_the_old_address_leads_to_the_new_one(client: Client, uma: int) -> None:
    assert client.get("/me")["Location"] == "/settings/profile"
    assert client.get("/settings/profile").status_code == 200


def test_what_is_saved_stands_on_the_profile_and_in_the_form(client: Client, uma: int) -> None:
    said = {"display_name": "Uma", "pronouns": "she/her", "label_0": "Site", "value_0": "https://uma.example"}
    assert client.post("/settings/profile", said)["Location"] == "/@uma"
    page = Client().get("/@uma").content.decode()
    assert "she/her" in page
    assert '<a href="https://uma.example" rel="me nofollow noopener">' in page
    assert 'value="https://uma.example"' in client.get("/settings/profile").content.decode()


def test_what_is_refused_keeps_what_was_typed(client: Client, uma: int) -> None:
    answer = client.post(
        "/settings/profile", {"display_name": "Uma", "label_0": "Garden", "summary": "Hello"}
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "A line needs both" in page
    assert 'value="Garden"' in page
    assert "Hello" in page


def test_a_line_cannot_smuggle_markup_into_the_profile(client: Client, uma: int) -> None:
    said = {"display_name": "Uma", "label_0": "<b>", "value_0": "https://a.example/'onmouseover='x"}
    client.post("/settings/profile", said)
    page = Client().get("/@uma").content.decode()
    assert "<b>" not in page
    assert "'onmouseover" not in page


def test_chosen_pictures_are_shown_and_taken_down(client: Client, uma: int) -> None:
    said = {"display_name": "Uma", "avatar_alt": "Uma with a hat", "header_focus": "top"}
    files = {kind: SimpleUploadedFile(f"{kind}.png", picture()) for kind in ("avatar", "header")}
    assert client.post("/settings/profile", said | files)["Location"] == "/@uma"
    assert "is being made ready" in client.get("/settings/profile").content.decode()
    media_jobs.make_waiting(MORNING)
    portrait_jobs.sweep(MORNING)
    page = Client().get("/@uma").content.decode()
    assert 'alt="Uma with a hat" width="400" height="400"' in page
    assert 'class="profile-header"' in page
    client.post("/settings/profile", {"display_name": "Uma", "avatar_removed": "on"})
    page = Client().get("/@uma").content.decode()
    assert "Uma with a hat" not in page
    assert 'class="profile-header"' in page


def test_words_of_the_picture_before_do_not_describe_the_next(client: Client, uma: int) -> None:
    said = {"display_name": "Uma", "avatar_alt": "Uma with a hat"}
    for _time in range(2):
        client.post("/settings/profile", said | {"avatar": SimpleUploadedFile("me.png", picture())})
        media_jobs.make_waiting(MORNING)
        portrait_jobs.sweep(MORNING)
    assert "Uma with a hat" not in Client().get("/@uma").content.decode()
    client.post("/settings/profile", {"display_name": "Uma", "avatar_alt": "Uma without one"})
    assert 'alt="Uma without one"' in Client().get("/@uma").content.decode()


def test_a_file_that_is_no_picture_is_refused_beside_its_field(client: Client, uma: int) -> None:
    said = {"display_name": "Uma", "summary": "Hello", "avatar": SimpleUploadedFile("me.txt", b"words")}
    answer = client.post("/settings/profile", said)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "is no picture" in page
    assert "Hello" in page
    assert Client().get("/@uma").content.decode().count("Hello") == 0

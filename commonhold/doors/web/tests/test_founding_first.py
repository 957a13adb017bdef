from __future__ import annotations

import pytest
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/login/", "/decide", "/money", "/@ada", "/compose"]
)
def test_before_the_founding_every_way_leads_to_the_first_page(client: Client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/", "/about"])
def test_the_first_page_and_what_this_is_can_be_read(client: Client, path):
    assert client.get(path).status_code == 200


def test_nobody_takes_a_name_before_the_founders(client: Client):
    said = {"display_name": "Ada", "handle": "ada", "email": "x@example.org", "password": "ten letters long"}
    assert client.post("/account/signup/", said).status_code == 303
    assert client.get("/account/signup/").status_code == 303


def test_the_founding_begins_with_the_public_address_that_the_operator_named(client: Client, settings):
    assert 'value="http://testserver"' in client.get("/").content.decode()
    settings.PUBLIC_URL = "https://coop.example"
    assert 'value="https://coop.example"' in client.get("/").content.decode()


def test_after_the_founding_pages_open(client: Client):
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    assert client.get("/account/signup/").status_code == 200

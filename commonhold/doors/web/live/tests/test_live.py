"""The stream's words: what a browser gets from /live."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground import ids
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, befriend, make_person, minutes

SINCE = str(ids.first_id_after(minutes(0)))


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


def signed_in(client: Client, person_id: int) -> Client:
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def events(body: bytes) -> list[dict[str, Any]]:
    found = []
    for block in body.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if "event" in fields:
            found.append({**fields, "data": json.loads(fields["data"])})
    return found


def test_a_stranger_is_told_not_to_ask_again(client: Client, db: None) -> None:
    assert client.get("/live").status_code == 204


def test_a_page_hears_what_it_missed_with_a_cursor_to_go_on_from(client: Client, ben: int) -> None:
    ada = make_person("ada", signs_in=True)
    befriend(ada, ben)
    one = publish_post(ben, text="one", now=minutes(1))
    two = publish_post(ben, text="two", now=minutes(2))
    answer = signed_in(client, ada).get("/live", {"home": "1", "since": SINCE})
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    told = events(answer.content)
    assert [(each["event"], each["data"]) for each in told] == [
        ("posts", {"ids": [str(one), str(two)]}),
        ("notifications", {"count": 0, "words": "0 new"}),
        ("inbox", {"count": 0, "words": "0 new"}),
    ]
    assert {each["id"] for each in told} == {str(two)}


def test_a_browser_that_comes_back_goes_on_from_the_last_id_that_it_heard_of(
    client: Client, ben: int
) -> None:
    ada = make_person("ada", signs_in=True)
    befriend(ada, ben)
    one = publish_post(ben, text="one", now=minutes(1))
    two = publish_post(ben, text="two", now=minutes(2))
    back = signed_in(client, ada).get(
        "/live", {"home": "1", "since": SINCE}, headers={"Last-Event-ID": str(one)}
    )
    (posts,) = (each["data"]["ids"] for each in events(back.content) if each["event"] == "posts")
    assert str(two) in posts


def test_a_cursor_that_is_no_id_counts_for_nothing(client: Client) -> None:
    ada = make_person("ada", signs_in=True)
    for nonsense in ("-1", "9" * 30, "٣", "x"):
        answer = signed_in(client, ada).get("/live", {"home": "1", "thread": nonsense, "since": nonsense})
        assert answer.status_code == 200

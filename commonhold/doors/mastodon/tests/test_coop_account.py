"""The co-op's own account, as apps meet it."""

from __future__ import annotations

import pytest

from commonhold.civic.members.coop_account import open_coop_account
from commonhold.social.posts.actions import publish_post
from tests.calling import App
from tests.cast import MORNING


@pytest.fixture
def account(coop: str) -> int:
    return open_coop_account(now=MORNING)


def test_it_is_a_bot_and_the_contact_of_the_instance(account: int, ada: App, stranger: App) -> None:
    told = stranger.get("/api/v2/instance").body["contact"]["account"]
    assert (told["id"], told["bot"], told["acct"]) == (str(account), True, "commonhold")
    assert stranger.get("/api/v1/instance").body["contact_account"]["id"] == str(account)
    assert ada.get(f"/api/v1/accounts/{account}").body["bot"] is True
    assert ada.get(f"/api/v1/accounts/{ada.person_id}").body["bot"] is False
    assert told["followers_count"] == 0


def test_what_it_says_is_in_the_home_timeline_of_who_follows_it(account: int, ada: App) -> None:
    said = publish_post(account, text="A vote is open.", now=MORNING)
    assert ada.post(f"/api/v1/accounts/{account}/follow").body["following"] is True
    assert [each["id"] for each in ada.get("/api/v1/timelines/home").body] == [str(said)]
    assert ada.get(f"/api/v1/accounts/{account}/followers").body == []


def test_nobody_writes_to_it_in_private(account: int, ada: App) -> None:
    refused = ada.post("/api/v1/statuses", {"status": "@commonhold hello", "visibility": "direct"})
    assert refused.status == 422
    assert "messages" in refused.error


def test_before_there_is_one_the_instance_has_no_contact(coop: str, stranger: App) -> None:
    assert stranger.get("/api/v2/instance").body["contact"]["account"] is None

"""Whom one keeps away, as an app lists it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commonhold.social.people import actions as people
from tests.calling import App
from tests.cast import MORNING, make_eve, make_person

HERE = "http://coop.example"


def block_all(by: int, others: list[int]) -> None:
    for each in others:
        people.block(by, person_id=each, now=MORNING)


def mute_all(by: int, others: list[int]) -> None:
    for each in others:
        people.mute(by, person_id=each, now=MORNING)


@pytest.mark.parametrize(("path", "act"), [("blocks", block_all), ("mutes", mute_all)])
def test_who_is_kept_away_is_listed_latest_first_and_in_parts(
    ada: App, path: str, act: Callable[[int, list[int]], None], django_assert_max_num_queries: Any
) -> None:
    act(ada.person_id, [make_person(f"other{number}") for number in range(5)])
    with django_assert_max_num_queries(14):
        first = ada.get(f"/api/v1/{path}", limit=3)
    assert [each["acct"] for each in first.body] == ["other4", "other3", "other2"]
    second = ada.get(first.ways["next"].removeprefix(HERE))
    assert [each["acct"] for each in second.body] == ["other1", "other0"]
    assert "next" not in second.ways
    again = ada.get(second.ways["prev"].removeprefix(HERE))
    assert [each["acct"] for each in again.body] == ["other4", "other3", "other2"]


def test_whom_one_blocked_oneself_is_found_by_her_whole_name_to_be_met_again(ada: App, ben: App) -> None:
    ada.post(f"/api/v1/accounts/{ben.person_id}/block")
    for name in ("ben", "@Ben", "@ben@coop.example", f"{HERE}/@ben"):
        found = ada.get("/api/v2/search", q=name, type="accounts", resolve=True).body["accounts"]
        assert [each["id"] for each in found] == [str(ben.person_id)], name
    for app, name in ((ada, "be"), (ben, "ada"), (ben, "@ada@coop.example")):
        assert app.get("/api/v2/search", q=name).body["accounts"] == [], name


def test_a_mute_tells_when_it_ends(ada: App, ben: App) -> None:
    ada.post(f"/api/v1/accounts/{ben.person_id}/mute", duration=3600)
    assert ada.get("/api/v1/mutes").body[0]["mute_expires_at"].endswith("Z")
    ada.post(f"/api/v1/accounts/{ben.person_id}/mute")
    assert ada.get("/api/v1/mutes").body[0]["mute_expires_at"] is None


def test_other_servers_are_blocked_listed_and_met_again(ada: App) -> None:
    for each in ("one.example", "TWO.example"):
        assert ada.post("/api/v1/domain_blocks", domain=each).body == {}
    assert ada.get("/api/v1/domain_blocks").body == ["two.example", "one.example"]
    first = ada.get("/api/v1/domain_blocks", limit=1)
    assert ada.get(first.ways["next"].removeprefix(HERE)).body == ["one.example"]
    assert ada.delete("/api/v1/domain_blocks", domain="two.example").body == {}
    assert ada.get("/api/v1/domain_blocks").body == ["one.example"]
    for wrong in ("", "no name", "x" * 300):
        assert ada.post("/api/v1/domain_blocks", domain=wrong).status == 422


def test_what_blocking_a_server_ends_is_told_before(ada: App) -> None:
    eve = make_eve()
    people.follow(eve, person_id=ada.person_id, now=MORNING)
    there = "/api/v1/domain_blocks/preview"
    assert ada.get(there, domain="ELSEWHERE.example").body == {"following_count": 0, "followers_count": 1}
    assert ada.get(there, domain="nowhere.example").body == {"following_count": 0, "followers_count": 0}
    assert ada.get(there).status == 422


def test_nobody_else_and_no_narrow_token_reads_them(ada: App, ben: App) -> None:
    people.block(ada.person_id, person_id=ben.person_id, now=MORNING)
    assert ben.get("/api/v1/blocks").body == []
    narrow = App(ada.person_id, scopes="read:accounts")
    for path in ("blocks", "mutes", "domain_blocks"):
        assert narrow.get(f"/api/v1/{path}").status == 403
        assert App().get(f"/api/v1/{path}").status == 401
    assert App(ada.person_id, scopes="read").post("/api/v1/domain_blocks", domain="a.example").status == 403

"""Lists through an app."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.people import actions as people
from tests.calling import App
from tests.cast import MORNING, befriend, make_person


@pytest.fixture
def friends(ada: App, ben: App) -> str:
    """Ada's list with Ben on it."""
    befriend(ada.person_id, ben.person_id)
    made = ada.post("/api/v1/lists", title="Friends")
    ada.post(f"/api/v1/lists/{made.body['id']}/accounts", account_ids=[ben.person_id])
    return f"/api/v1/lists/{made.body['id']}"


def test_a_list_is_made_shown_changed_and_deleted(ada: App) -> None:
    made = ada.post("/api/v1/lists", {"title": "Yard", "exclusive": True, "replies_policy": "none"})
    address = f"/api/v1/lists/{made.body['id']}"
    assert made.body == {
        "id": made.body["id"],
        "title": "Yard",
        "exclusive": True,
        "replies_policy": "none",
    }
    assert ada.get(address).body == made.body
    assert ada.get("/api/v1/lists").body == [made.body]
    assert ada.put(address, title="Garden").body == {**made.body, "title": "Garden"}
    changed = ada.put(address, exclusive=False, replies_policy="followed").body
    assert (changed["title"], changed["exclusive"], changed["replies_policy"]) == (
        "Garden",
        False,
        "followed",
    )
    assert ada.delete(address).body == {}
    assert ada.get(address).status == 404


def test_people_are_put_on_a_list_and_taken_off(ada: App, ben: App, friends: str) -> None:
    assert [each["acct"] for each in ada.get(f"{friends}/accounts").body] == ["ben"]
    assert ada.post(f"{friends}/accounts", {"account_ids": [str(ben.person_id)]}).status == 200, (
        "twice is once"
    )
    mine = ada.get(f"/api/v1/accounts/{ben.person_id}/lists").body
    assert [each["title"] for each in mine] == ["Friends"]
    assert ben.get(f"/api/v1/accounts/{ada.person_id}/lists").body == [], (
        "on whose lists she is nobody learns"
    )
    assert ada.delete(f"{friends}/accounts", account_ids=[ben.person_id]).body == {}
    assert ada.get(f"{friends}/accounts").body == []


def test_a_long_list_comes_in_parts_or_all_at_once(
    ada: App, friends: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        other = make_person(f"friend{number}")
        people.follow(ada.person_id, person_id=other, now=MORNING)
        ada.post(f"{friends}/accounts", account_ids=[other])
    with django_assert_max_num_queries(16):
        first = ada.get(f"{friends}/accounts", limit=2)
    assert [each["acct"] for each in first.body] == ["friend3", "friend2"]
    second = ada.get(first.ways["next"].removeprefix("http://coop.example"))
    assert [each["acct"] for each in second.body] == ["friend1", "friend0"]
    with django_assert_max_num_queries(16):
        everybody = ada.get(f"{friends}/accounts", limit=0)
    assert len(everybody.body) == 5
    assert "Link" not in everybody.headers or "next" not in everybody.ways


def test_who_can_not_be_on_it_changes_nothing(ada: App, ben: App, friends: str) -> None:
    caro = make_person("caro")
    refused = ada.post(f"{friends}/accounts", account_ids=[ben.person_id, caro])
    assert (refused.status, "Caro" in refused.error) == (422, True)
    assert ada.post(f"{friends}/accounts", account_ids=[7]).status == 404
    assert ada.post(f"{friends}/accounts").status == 422
    assert ada.post(f"{friends}/accounts", account_ids=list(range(1, 102))).status == 422
    assert len(ada.get(f"{friends}/accounts").body) == 1


@pytest.mark.parametrize(
    "said", [{"title": "  "}, {"title": "x" * 101}, {"title": "A", "replies_policy": "all"}]
)
def test_what_a_list_can_not_be_is_refused(ada: App, friends: str, said: dict[str, str]) -> None:
    assert ada.post("/api/v1/lists", **said).status == 422
    assert ada.put(friends, **said).status == 422
    assert ada.get(friends).body["title"] == "Friends"


def test_somebody_elses_list_is_not_there(ada: App, ben: App, friends: str) -> None:
    for address in (friends, "/api/v1/lists/7", "/api/v1/lists/abc", f"/api/v1/lists/{'9' * 30}"):
        assert ben.get(address).status == 404
        assert ben.put(address, title="Mine").status == 404
        assert ben.delete(address).status == 404
        assert ben.get(f"{address}/accounts").status == 404
        assert ben.post(f"{address}/accounts", account_ids=[ada.person_id]).status == 404
        assert ben.delete(f"{address}/accounts", account_ids=[ada.person_id]).status == 404
    assert ada.get(friends).status == 200


def test_a_narrow_token_reaches_no_list(ada: App, friends: str) -> None:
    reader = App(ada.person_id, scopes="read:lists")
    assert reader.get(friends).status == 200
    assert reader.put(friends, title="No").status == 403
    assert App(ada.person_id, scopes="write:lists").get(friends).status == 403
    assert App().get("/api/v1/lists").status == 401

"""Collections through an app: whoever is in one agreed to it."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.collections import actions
from commonhold.social.people import actions as people
from tests.calling import App
from tests.cast import MORNING, make_person


@pytest.fixture
def made(ada: App, ben: App) -> dict[str, Any]:
    """Ada's collection, into which Ben is asked."""
    told = ada.post(
        "/api/v1/collections",
        {"name": "Bakers", "description": "Bread.", "account_ids": [str(ben.person_id)], "sensitive": True},
    )
    found: dict[str, Any] = told.body["collection"]
    return found


def accept(app: App, made: dict[str, Any]) -> None:
    actions.accept_inclusion(app.person_id, collection_id=int(made["id"]), now=MORNING)


def test_who_is_asked_is_pending_and_shown_once_she_agrees(
    ada: App, ben: App, stranger: App, made: dict[str, Any]
) -> None:
    address = f"/api/v1/collections/{made['id']}"
    assert (made["name"], made["description"], made["item_count"]) == ("Bakers", "Bread.", 0)
    assert (made["sensitive"], made["discoverable"], made["local"]) == (False, True, True)
    assert [each["state"] for each in made["items"]] == ["pending"]
    assert [each["state"] for each in ben.get(address).body["collection"]["items"]] == ["pending"]
    told = stranger.get(address).body
    assert (told["collection"]["items"], [each["acct"] for each in told["accounts"]]) == ([], ["ada"])
    accept(ben, made)
    told = stranger.get(address).body
    assert [each["acct"] for each in told["accounts"]] == ["ada", "ben"]
    assert told["collection"]["item_count"] == 1
    for path in (f"{ada.person_id}/collections", f"{ben.person_id}/in_collections"):
        assert [each["id"] for each in stranger.get(f"/api/v1/accounts/{path}").body["collections"]] == [
            made["id"]
        ]
    assert ada.get(f"/api/v1/accounts/{ada.person_id}/in_collections").body == {"collections": []}


def test_a_collection_is_changed_and_deleted(ada: App, stranger: App, made: dict[str, Any]) -> None:
    address = f"/api/v1/collections/{made['id']}"
    changed = ada.patch(address, name="Bakers of the yard").body["collection"]
    assert (changed["name"], changed["description"]) == ("Bakers of the yard", "Bread.")
    assert ada.patch(address, description="").body["collection"]["description"] == ""
    assert ada.delete(address).body == {}
    assert stranger.get(address).status == 404


def test_people_are_added_and_taken_out(ada: App, ben: App, made: dict[str, Any]) -> None:
    caro, items = make_person("caro"), f"/api/v1/collections/{made['id']}/items"
    added = ada.post(items, account_id=caro).body["collection_item"]
    assert (added["account_id"], added["state"]) == (str(caro), "pending")
    assert ada.post(items, account_id=ada.person_id).body["collection_item"]["state"] == "accepted"
    assert ada.post(items, account_id=caro).status == 422, "asked already"
    assert ada.post(items).status == 422
    assert ada.delete(f"{items}/{added['id']}").body == {}
    assert ada.delete(f"{items}/{added['id']}").status == 404


def test_whoever_is_in_it_leaves_at_any_time_and_is_not_asked_again(
    ada: App, ben: App, made: dict[str, Any]
) -> None:
    items = f"/api/v1/collections/{made['id']}/items"
    mine = f"{items}/{made['items'][0]['id']}"
    assert ada.post(f"{mine}/revoke").status == 403, "that is hers alone to say"
    accept(ben, made)
    assert ben.post(f"{mine}/revoke").body == {}
    assert ben.post(f"{mine}/revoke").status == 404
    assert ada.get(f"/api/v1/collections/{made['id']}").body["collection"]["items"] == []
    assert ada.post(items, account_id=ben.person_id).status == 422
    caro = App(make_person("caro"))
    asked = ada.post(items, account_id=caro.person_id).body["collection_item"]
    assert caro.post(f"{items}/{asked['id']}/revoke").body == {}, "and who was asked declines"
    assert ada.post(items, account_id=caro.person_id).status == 422


@pytest.mark.parametrize(
    ("wrong", "is_of_name"),
    [
        ({"name": ""}, True),
        ({"name": "x" * 81}, True),
        ({"description": "x" * 501}, False),
        ({"discoverable": False}, False),
    ],
)
def test_what_can_not_be_is_refused(
    ada: App, made: dict[str, Any], wrong: dict[str, Any], is_of_name: bool
) -> None:
    for told in (
        ada.post("/api/v1/collections", {"name": "More", **wrong}),
        ada.patch(f"/api/v1/collections/{made['id']}", wrong),
    ):
        assert told.status == 422
        assert told.body["error"]["error"]
        assert bool(told.body["error"]["details"]["name"]) is is_of_name
    assert len(ada.get(f"/api/v1/accounts/{ada.person_id}/collections").body["collections"]) == 1


def test_with_somebody_who_is_not_there_nothing_is_made(ada: App) -> None:
    for nobody in ("7", "abc", "9" * 30):
        assert ada.post("/api/v1/collections", {"name": "A", "account_ids": [nobody]}).status == 404
    many = [str(make_person(f"other{number}")) for number in range(26)]
    assert ada.post("/api/v1/collections", {"name": "A", "account_ids": many}).status == 422
    assert ada.get(f"/api/v1/accounts/{ada.person_id}/collections").body == {"collections": []}


def test_others_change_nothing_and_what_is_not_there_is_not_found(
    ada: App, ben: App, made: dict[str, Any]
) -> None:
    address = f"/api/v1/collections/{made['id']}"
    assert ben.patch(address, name="Mine").status == 403
    assert ben.delete(address).status == 403
    assert ben.post(f"{address}/items", account_id=ben.person_id).status == 403
    assert ben.delete(f"{address}/items/{made['items'][0]['id']}").status == 403
    for wrong in ("7", "abc", "9" * 30):
        gone = f"/api/v1/collections/{wrong}"
        assert ada.get(gone).status == ada.patch(gone, name="A").status == ada.delete(gone).status == 404
        assert ada.post(f"{gone}/items", account_id=ben.person_id).status == 404
        assert ada.post(f"{address}/items", account_id=wrong).status == 404
        assert ada.delete(f"{address}/items/{wrong}").status == 404
        assert ada.post(f"{address}/items/{wrong}/revoke").status == 404
        assert ada.get(f"/api/v1/accounts/{wrong}/collections").status == 404
        assert ada.get(f"/api/v1/accounts/{wrong}/in_collections").status == 404


def test_a_block_hides_collections_and_people_in_them(ada: App, ben: App, made: dict[str, Any]) -> None:
    accept(ben, made)
    caro = App(make_person("caro"))
    people.block(caro.person_id, person_id=ben.person_id, now=MORNING)
    assert caro.get(f"/api/v1/collections/{made['id']}").body["collection"]["items"] == []
    people.block(caro.person_id, person_id=ada.person_id, now=MORNING)
    assert caro.get(f"/api/v1/collections/{made['id']}").status == 404


def test_many_collections_cost_as_many_statements_as_one(
    ada: App, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        made = ada.post("/api/v1/collections", name=f"{number}", account_ids=[ada.person_id])
        assert made.status == 200
    for path in ("collections", "in_collections"):
        with django_assert_max_num_queries(8):
            found = ada.get(f"/api/v1/accounts/{ada.person_id}/{path}", limit=3)
        assert [each["name"] for each in found.body["collections"]] == ["4", "3", "2"]
        rest = ada.get(found.ways["next"].removeprefix("http://coop.example")).body["collections"]
        assert [each["name"] for each in rest] == ["1", "0"]


def test_narrow_tokens_change_no_collection(ada: App, made: dict[str, Any]) -> None:
    reader = App(ada.person_id, scopes="read:collections")
    assert reader.get(f"/api/v1/collections/{made['id']}").status == 200
    assert reader.post("/api/v1/collections", name="A").status == 403
    assert App(ada.person_id, scopes="read:lists").get(f"/api/v1/collections/{made['id']}").status == 403
    assert App().post("/api/v1/collections", name="A").status == 401

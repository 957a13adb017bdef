"""People whom one might want to follow, through an app."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.people import actions as people
from tests.calling import App
from tests.cast import MORNING, befriend, make_eve, make_person

HERE = "http://coop.example"


def make_findable(*people_ids: int) -> None:
    for each in people_ids:
        people.choose_to_be_found(each, is_searchable=False, is_discoverable=True, now=MORNING)


def test_friends_of_friends_come_first_and_go_when_i_say_so(
    ada: App, ben: App, django_assert_max_num_queries: Any
) -> None:
    caro, dev = make_person("caro"), make_person("dev")
    make_findable(caro, dev)
    befriend(ada.person_id, ben.person_id)
    befriend(ben.person_id, caro)
    with django_assert_max_num_queries(14):
        told = ada.get("/api/v2/suggestions").body
    assert [(each["account"]["acct"], each["sources"]) for each in told] == [
        ("caro", ["friends_of_friends"]),
        ("dev", ["featured"]),
    ]
    assert [each["acct"] for each in ada.get("/api/v1/suggestions", limit=1).body] == ["caro"]
    assert ada.delete(f"/api/v1/suggestions/{caro}").body == {}
    assert [each["acct"] for each in ada.get("/api/v1/suggestions").body] == ["dev"]
    for wrong in ("7", "abc", "9" * 30):
        assert ada.delete(f"/api/v1/suggestions/{wrong}").status == 404


def test_the_directory_holds_those_who_want_to_be_in_it(ada: App, ben: App, stranger: App) -> None:
    caro, _hidden = make_person("caro"), make_person("dev")
    make_findable(ada.person_id, ben.person_id, caro)
    ben.post("/api/v1/statuses", status="Good morning")
    caro_says = App(caro)
    caro_says.post("/api/v1/statuses", status="Among us", visibility="private")
    for app in (ada, stranger):
        assert [each["acct"] for each in app.get("/api/v1/directory").body] == ["ben", "caro", "ada"]
        newest = app.get("/api/v1/directory", order="new", local=True).body
        assert [each["acct"] for each in newest] == ["caro", "ben", "ada"]
    people.block(ada.person_id, person_id=caro, now=MORNING)
    assert [each["acct"] for each in ada.get("/api/v1/directory").body] == ["ben", "ada"]
    assert ada.get("/api/v1/directory", order="best").status == 422


def test_the_directory_comes_in_parts(ada: App, django_assert_max_num_queries: Any) -> None:
    eve = make_eve()
    make_findable(eve, *(make_person(f"other{number}") for number in range(4)))
    with django_assert_max_num_queries(14):
        first = ada.get("/api/v1/directory", order="new", limit=3)
    assert [each["acct"] for each in first.body] == ["other3", "other2", "other1"]
    second = ada.get(first.ways["next"].removeprefix(HERE))
    assert [each["acct"] for each in second.body] == ["other0", "eve@elsewhere.example"]
    local = ada.get("/api/v1/directory", order="new", local=True, limit=10).body
    assert len(local) == 4
    assert ada.get("/api/v1/directory", offset=10_000).body == []


@pytest.mark.parametrize("path", ["/api/v1/suggestions", "/api/v2/suggestions"])
def test_suggestions_are_for_somebody(ada: App, path: str) -> None:
    assert App().get(path).status == 401
    assert App(ada.person_id, scopes="write").get(path).status == 403
    assert App(ada.person_id, scopes="read").delete("/api/v1/suggestions/7").status == 403

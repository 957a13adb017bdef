"""Filters through an app, as groups of words and posts, and in the old way with one word each."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.filters.actions import make_filter
from tests.calling import App
from tests.cast import MORNING

SAID: dict[str, Any] = {
    "title": "Football",
    "context": ["home", "public"],
    "filter_action": "hide",
    "keywords_attributes": [{"keyword": "ball"}, {"keyword": "world cup", "whole_word": True}],
}


@pytest.fixture
def made(ada: App) -> dict[str, Any]:
    told: dict[str, Any] = ada.post("/api/v2/filters", SAID).body
    return told


def test_a_filter_is_made_shown_changed_and_deleted(ada: App, made: dict[str, Any]) -> None:
    address = f"/api/v2/filters/{made['id']}"
    assert (made["title"], made["context"], made["filter_action"]) == ("Football", ["home", "public"], "hide")
    assert [(each["keyword"], each["whole_word"]) for each in made["keywords"]] == [
        ("ball", False),
        ("world cup", True),
    ]
    assert (made["expires_at"], made["statuses"]) == (None, [])
    assert ada.get(address).body == made
    assert ada.get("/api/v2/filters").body == [made]
    ball, cup = (each["id"] for each in made["keywords"])
    rows = [
        {"id": ball, "keyword": "football"},
        {"id": cup, "_destroy": True},
        {"keyword": "chess", "whole_word": True},
    ]
    changed = ada.put(
        address, {"keywords_attributes": rows, "filter_action": "blur", "expires_in": 3600}
    ).body
    assert [(each["keyword"], each["whole_word"]) for each in changed["keywords"]] == [
        ("football", False),
        ("chess", True),
    ]
    assert changed["keywords"][0]["id"] == ball
    assert (changed["filter_action"], changed["title"]) == ("warn", "Football"), "blurred is folded"
    assert changed["expires_at"].endswith("Z")
    assert ada.put(address, {"expires_in": None}).body["expires_at"] is None
    assert ada.delete(address).body == {}
    assert ada.get(address).status == 404


def test_forms_make_filters_too(ada: App) -> None:
    form = {"keywords_attributes[][keyword]": "ball", "keywords_attributes[][whole_word]": "true"}
    told = ada.post("/api/v2/filters", title="Ball", context=["thread"], **form).body
    assert (told["context"], told["keywords"][0]["whole_word"]) == (["thread"], True)


def test_words_are_added_changed_and_taken_out_one_by_one(ada: App, made: dict[str, Any]) -> None:
    words = f"/api/v2/filters/{made['id']}/keywords"
    assert ada.get(words).body == made["keywords"]
    added = ada.post(words, keyword=" chess  club ", whole_word=True).body
    assert (added["keyword"], added["whole_word"]) == ("chess club", True)
    address = f"/api/v2/filters/keywords/{added['id']}"
    assert ada.get(address).body == added
    assert ada.put(address, keyword="chess", whole_word=False).body == {
        "id": added["id"],
        "keyword": "chess",
        "whole_word": False,
    }
    again = ada.post(words, keyword="football").body
    assert ada.put(f"/api/v2/filters/keywords/{again['id']}", keyword="ball").body["keyword"] == "ball"
    assert len(ada.get(words).body) == 3, "two that came to be the same are one"
    first = made["keywords"][0]["id"]
    assert ada.delete(f"/api/v2/filters/keywords/{first}").body == {}
    assert [each["keyword"] for each in ada.get(words).body] == ["world cup", "chess"]
    assert ada.get(address).status == 200, "ids stay when others go"


def test_single_posts_are_filtered(ada: App, ben: App, made: dict[str, Any]) -> None:
    post = ben.post("/api/v1/statuses", status="A quiet word.").body["id"]
    posts = f"/api/v2/filters/{made['id']}/statuses"
    entry = ada.post(posts, status_id=post).body
    assert entry["status_id"] == post
    assert ada.get(posts).body == [entry]
    assert ada.get(f"/api/v2/filters/statuses/{entry['id']}").body == entry
    met = ada.get(f"/api/v1/statuses/{post}").body["filtered"]
    assert [each["status_matches"] for each in met] == [[post]]
    assert ada.get("/api/v1/timelines/public").body == []
    assert ada.delete(f"/api/v2/filters/statuses/{entry['id']}").body == entry
    assert len(ada.get("/api/v1/timelines/public").body) == 1
    secret = ben.post("/api/v1/statuses", status="Mine.", visibility="private").body["id"]
    for unseen in (secret, "7", "abc", "9" * 30):
        assert ada.post(posts, status_id=unseen).status == 404
    assert ada.post(posts).status == 422


def test_old_apps_see_each_word_as_a_filter(ada: App, made: dict[str, Any]) -> None:
    assert [each["phrase"] for each in ada.get("/api/v1/filters").body] == ["ball", "world cup"]
    old = ada.post("/api/v1/filters", phrase="chess", context=["home"], whole_word=True, expires_in=60).body
    assert (old["phrase"], old["whole_word"], old["irreversible"]) == ("chess", True, False)
    address = f"/api/v1/filters/{old['id']}"
    assert ada.get(address).body == old
    changed = ada.put(address, phrase="go", context=["thread"], irreversible=True).body
    assert (changed["phrase"], changed["context"], changed["irreversible"]) == ("go", ["thread"], True)
    assert changed["expires_at"] == old["expires_at"]
    assert [each["title"] for each in ada.get("/api/v2/filters").body] == ["Football", "go"]
    shared = f"/api/v1/filters/{made['keywords'][0]['id']}"
    assert ada.put(shared, phrase="balls", context=["home", "public"]).body["phrase"] == "balls"
    assert ada.put(shared, phrase="balls", context=["thread"]).status == 422
    assert ada.delete(address).body == {}
    assert ada.delete(shared).body == {}
    (left,) = ada.get("/api/v2/filters").body
    assert [each["keyword"] for each in left["keywords"]] == ["world cup"], "with its last word a filter goes"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 101},
        {"context": []},
        {"context": ["everywhere"]},
        {"filter_action": "shout"},
        {"expires_in": -5},
        {"expires_in": "soon"},
        {"keywords_attributes": [{"keyword": "x" * 101}]},
        {"keywords_attributes": [{"keyword": ""}]},
        {"keywords_attributes": [{"keyword": str(each)} for each in range(101)]},
    ],
)
def test_what_no_filter_can_say_is_refused(ada: App, made: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert ada.post("/api/v2/filters", {**SAID, **wrong}).status == 422
    assert ada.put(f"/api/v2/filters/{made['id']}", wrong).status == 422
    assert ada.get("/api/v2/filters").body == [made]


def test_old_filters_need_a_word_and_a_place(ada: App) -> None:
    assert ada.post("/api/v1/filters", phrase="", context=["home"]).status == 422
    assert ada.post("/api/v1/filters", phrase="word").status == 422
    assert ada.post("/api/v1/filters", phrase="x" * 101, context=["home"]).status == 422


def test_somebody_elses_filters_are_not_there(ada: App, ben: App, made: dict[str, Any]) -> None:
    word = made["keywords"][0]["id"]
    for wrong in (made["id"], "7", "abc", "9" * 30):
        group = f"/api/v2/filters/{wrong}"
        assert ben.get(group).status == ben.put(group, title="Mine").status == ben.delete(group).status == 404
        assert ben.get(f"{group}/keywords").status == ben.get(f"{group}/statuses").status == 404
        assert ben.post(f"{group}/keywords", keyword="x").status == 404
        assert ben.post(f"{group}/statuses", status_id=7).status == 404
    for wrong in (word, "7", "abc", "9" * 30):
        for address in (f"/api/v2/filters/keywords/{wrong}", f"/api/v1/filters/{wrong}"):
            assert ben.get(address).status == ben.delete(address).status == 404
            assert ben.put(address, keyword="x", phrase="x").status == 404
        assert ben.get(f"/api/v2/filters/statuses/{wrong}").status == 404
        assert ben.delete(f"/api/v2/filters/statuses/{wrong}").status == 404
    assert ada.put(f"/api/v2/filters/{made['id']}", {"keywords_attributes": [{"id": "7"}]}).status == 404
    assert ben.get("/api/v2/filters").body == ben.get("/api/v1/filters").body == []
    assert ada.get("/api/v2/filters").body == [made]


def test_narrow_tokens_reach_no_filter(ada: App, made: dict[str, Any]) -> None:
    reader = App(ada.person_id, scopes="read:filters")
    assert reader.get("/api/v2/filters").status == 200
    assert reader.delete(f"/api/v2/filters/{made['id']}").status == 403
    assert reader.post("/api/v1/filters", phrase="x", context=["home"]).status == 403
    assert App(ada.person_id, scopes="read:lists").get("/api/v1/filters").status == 403
    assert App().get("/api/v2/filters").status == 401


def test_many_filters_cost_as_many_statements_as_one(
    ada: App, made: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        make_filter(ada.person_id, title=f"{number}", phrases=[f"word {number}"], now=MORNING)
    for path in ("/api/v2/filters", "/api/v1/filters"):
        with django_assert_max_num_queries(4):
            assert len(ada.get(path).body) >= 21

"""What profiles show besides posts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calling import App


def test_tags_are_shown_on_a_profile_and_taken_off(
    ada: App, ben: App, stranger: App, django_assert_max_num_queries: Any
) -> None:
    post = ada.post("/api/v1/statuses", status="#Seeds and #bread").body
    ada.post("/api/v1/statuses", status="More #seeds", visibility="private")
    made = ada.post("/api/v1/featured_tags", name="#Seeds").body
    assert (made["name"], made["statuses_count"]) == ("seeds", "1"), "what is for few is not counted"
    assert made["last_status_at"] == post["created_at"][:10]
    assert ada.post("/api/v1/featured_tags", name="quiet").body["last_status_at"] is None
    hers = f"/api/v1/accounts/{ada.person_id}/featured_tags"
    for app in (ada, ben, stranger):
        with django_assert_max_num_queries(8):
            assert [each["name"] for each in app.get(hers).body] == ["quiet", "seeds"]
    assert [each["name"] for each in ada.get("/api/v1/featured_tags/suggestions").body] == ["bread"]
    assert ada.delete(f"/api/v1/featured_tags/{made['id']}").body == {}
    assert [each["name"] for each in ada.get("/api/v1/featured_tags").body] == ["quiet"]


def test_no_more_tags_than_a_profile_has_room_for(ada: App) -> None:
    most = ada.get("/api/v2/instance").body["configuration"]["accounts"]["max_featured_tags"]
    for number in range(most):
        assert ada.post("/api/v1/featured_tags", name=f"tag{number}").status == 200
    assert ada.post("/api/v1/featured_tags", name="one_more").status == 422
    assert ada.post("/api/v1/featured_tags", name="").status == 422
    assert ada.post("/api/v1/featured_tags", name="no tag!").status == 404


def test_somebody_elses_tag_is_not_mine_to_take_off(ada: App, ben: App) -> None:
    made = ada.post("/api/v1/featured_tags", name="seeds").body
    for wrong in (made["id"], "7", "abc", "9" * 30):
        assert ben.delete(f"/api/v1/featured_tags/{wrong}").status == 404
    assert len(ada.get("/api/v1/featured_tags").body) == 1


def test_nobody_is_endorsed_and_apps_are_told_so(ada: App, ben: App, stranger: App) -> None:
    his = f"/api/v1/accounts/{ben.person_id}"
    for act in ("endorse", "pin"):
        told = ada.post(f"{his}/{act}")
        assert (told.status, "collection" in told.error) == (422, True)
    for act in ("unendorse", "unpin"):
        assert ada.post(f"{his}/{act}").body["endorsed"] is False
    assert ada.get("/api/v1/endorsements").body == []
    assert stranger.get(f"{his}/endorsements").body == []
    assert ada.get(f"{his}/identity_proofs").body == []


@pytest.mark.parametrize("wrong", ["7", "abc", "9" * 30])
def test_who_is_not_there_shows_nothing(ada: App, wrong: str) -> None:
    for what in ("featured_tags", "endorsements", "identity_proofs"):
        assert ada.get(f"/api/v1/accounts/{wrong}/{what}").status == 404
    for act in ("endorse", "pin", "unendorse", "unpin"):
        assert ada.post(f"/api/v1/accounts/{wrong}/{act}").status == 404


def test_a_narrow_token_features_nothing(ada: App) -> None:
    reader = App(ada.person_id, scopes="read:accounts")
    assert reader.post("/api/v1/featured_tags", name="seeds").status == 403
    assert reader.get("/api/v1/featured_tags").status == 200
    assert App(ada.person_id, scopes="write").get("/api/v1/endorsements").status == 403
    assert App().get("/api/v1/featured_tags").status == 401

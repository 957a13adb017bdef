"""People through an app: who I am, who others are, and how we stand to each other."""

from __future__ import annotations

import pytest

from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs.actions import run_due
from commonhold.social.actors.models import RemoteActor
from commonhold.social.people.actions import meet_remote_person
from tests.calling import App


def test_i_see_myself_with_what_i_chose(ada: App) -> None:
    me = ada.get("/api/v1/accounts/verify_credentials")
    assert me.status == 200
    assert me.body["acct"] == "ada"
    assert me.body["id"] == str(ada.person_id)
    assert me.body["source"]["follow_requests_count"] == 0
    assert me.body["url"] == "http://coop.example/@ada"


def test_a_question_may_stand_in_the_body(ada: App, ben: App) -> None:
    asked = ada._call("GET", "/api/v1/accounts/relationships", {"id": [ben.person_id]})
    assert [each["id"] for each in asked.body] == [str(ben.person_id)]
    assert ada._call("GET", "/api/v1/accounts/search?q=be", [1]).status == 400


def test_others_are_found_by_id_and_by_name(ada: App, ben: App, stranger: App) -> None:
    for app in (ada, stranger):
        assert app.get(f"/api/v1/accounts/{ben.person_id}").body["acct"] == "ben"
        assert app.get("/api/v1/accounts/lookup", acct="Ben").body["id"] == str(ben.person_id)
        assert app.get("/api/v1/accounts/lookup", acct="@ben").body["id"] == str(ben.person_id)
        many = app.get("/api/v1/accounts", id=[ben.person_id, ada.person_id, 7]).body
        assert [each["acct"] for each in many] == ["ben", "ada"]
    assert [each["acct"] for each in ada.get("/api/v1/accounts/search", q="be").body] == ["ben"]


@pytest.mark.parametrize("wrong", ["7", "abc", "-1", "9" * 30, "0"])
def test_who_is_not_there_is_not_found(ada: App, wrong: str) -> None:
    told = ada.get(f"/api/v1/accounts/{wrong}")
    assert (told.status, told.error) == (404, "Record not found")
    for act in ("follow", "unfollow", "block", "unblock", "mute", "unmute", "note", "remove_from_followers"):
        assert ada.post(f"/api/v1/accounts/{wrong}/{act}").status == 404, act


def test_following_and_all_else_between_two(ada: App, ben: App) -> None:
    him = f"/api/v1/accounts/{ben.person_id}"
    assert ada.post(f"{him}/follow", reblogs=False).body == {
        **ada.get("/api/v1/accounts/relationships", id=[ben.person_id]).body[0],
        "following": True,
        "showing_reblogs": False,
    }
    assert ada.post(f"{him}/follow", notify=True).body["notifying"]
    assert ada.post(f"{him}/follow").body["notifying"], "what is not said stays"
    told = ben.post("/api/v1/statuses", status="Nails to lend").body
    run_due(clock.now())
    (rang,) = ada.get("/api/v1/notifications", types=["status"]).body
    assert (rang["type"], rang["status"]["id"], rang["account"]["acct"]) == ("status", told["id"], "ben")
    assert not ada.post(f"{him}/follow", notify=False).body["notifying"]
    theirs = ben.get("/api/v1/accounts/relationships", id=[ada.person_id, ben.person_id, 7]).body
    assert [each["followed_by"] for each in theirs] == [True, False]
    assert [each["acct"] for each in ada.get(f"{him}/followers").body] == ["ada"]
    assert [each["acct"] for each in ben.get(f"/api/v1/accounts/{ada.person_id}/following").body] == ["ben"]
    assert ben.get(him).body["followers_count"] == 1
    assert ada.post(f"{him}/note", comment="Lends tools.").body["note"] == "Lends tools."
    muted = ada.post(f"{him}/mute", {"notifications": False, "duration": 3600}).body
    assert (muted["muting"], muted["muting_notifications"]) == (True, False)
    assert muted["muting_expires_at"].endswith("Z")
    assert not ada.post(f"{him}/unmute").body["muting"]
    assert not ben.post(f"/api/v1/accounts/{ada.person_id}/remove_from_followers").body["followed_by"]
    assert ada.post(f"{him}/block").body["blocking"]
    assert ben.get(f"/api/v1/accounts/{ada.person_id}").status == 404
    assert ben.get("/api/v1/accounts/relationships", id=ada.person_id).body[0]["blocked_by"]
    assert not ada.post(f"{him}/unblock").body["blocking"]
    assert not ada.post(f"{him}/unfollow").body["following"]
    assert ada.get("/api/v1/accounts/familiar_followers", id=[ben.person_id]).body[0]["accounts"] == []


def test_what_can_not_be_done_is_told_in_words(ada: App) -> None:
    told = ada.post(f"/api/v1/accounts/{ada.person_id}/follow")
    assert told.status == 422
    assert told.error


def test_a_token_reaches_as_far_as_its_scopes(ada: App) -> None:
    narrow = App(ada.person_id, scopes="read:statuses")
    told = narrow.get("/api/v1/accounts/verify_credentials")
    assert (told.status, told.error) == (403, "This action is outside the authorized scopes")
    assert narrow.get("/api/v1/timelines/home").status == 200
    assert narrow.post("/api/v1/statuses", status="No.").status == 403
    old = App(ada.person_id, scopes="follow")
    unblocked = old.post(f"/api/v1/accounts/{ada.person_id}/unblock")
    assert unblocked.status == 200, "the old name of six scopes still holds them"


def test_emoji_of_somebody_elsewhere_come_with_her_account(ada: App) -> None:
    now = clock.now()
    eve = meet_remote_person(handle="eve", domain="elsewhere.example", display_name="Eve :blobCat:", now=now)
    RemoteActor.objects.create(
        person_id=eve,
        uri="https://elsewhere.example/users/eve",
        kind="Person",
        inbox="https://elsewhere.example/inbox",
        emoji={"blobCat": "/media/cat"},
        fetched_at=now,
    )
    (shown,) = ada.get(f"/api/v1/accounts/{eve}").body["emojis"]
    assert (shown["shortcode"], shown["url"]) == ("blobCat", "http://coop.example/media/cat")

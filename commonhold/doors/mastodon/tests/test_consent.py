"""Quotes and their authors' consent, and threads that one hears no more of, through an app."""

from __future__ import annotations

import pytest

from tests.calling import App


def say(app: App, text: str = "Bread!", **more: object) -> str:
    told = app.post("/api/v1/statuses", {"status": text, **more})
    assert told.status == 200, told.body
    return f"/api/v1/statuses/{told.body['id']}"


def id_in(path: str) -> str:
    return path.rpartition("/")[2]


def test_a_quote_is_listed_until_consent_is_taken_back(ada: App, ben: App, stranger: App) -> None:
    said = say(ada)
    quote = say(ben, "Yes", quoted_status_id=id_in(said))
    for reader in (ada, ben, stranger):
        assert [each["id"] for each in reader.get(f"{said}/quotes").body] == [id_in(quote)]
    revoke = f"{said}/quotes/{id_in(quote)}/revoke"
    assert ben.post(revoke).status == 404
    assert ada.post(f"{said}/quotes/{id_in(said)}/revoke").status == 404
    assert ada.post(f"{said}/quotes/7/revoke").status == ada.post(f"{said}/quotes/x/revoke").status == 404
    assert ada.post(revoke).body["quote"] == {"state": "revoked", "quoted_status": None}
    assert stranger.get(f"{said}/quotes").body == []
    assert stranger.get("/api/v1/statuses/7/quotes").status == 404
    assert stranger.post(revoke).status == 401


def test_what_a_quoted_post_quotes_is_named_alike_alone_and_on_a_page(
    ada: App, ben: App, stranger: App
) -> None:
    said = say(ada)
    quote = say(ben, "Yes", quoted_status_id=id_in(said))
    about = say(ada, "Indeed", quoted_status_id=id_in(quote))
    page = stranger.get("/api/v1/timelines/public", local="true").body
    for told in (stranger.get(about).body, page[0]):
        named = {"state": "accepted", "quoted_status_id": id_in(said)}
        assert told["quote"]["quoted_status"]["quote"] == named
    ada.delete(said)
    told = stranger.get(about).body
    assert told["quote"]["quoted_status"]["quote"] == {"state": "unauthorized", "quoted_status_id": None}


def test_who_may_quote_is_said_in_publishing_in_editing_and_later(ada: App, ben: App) -> None:
    said = say(ada, quote_approval_policy="nobody")
    assert ben.get(said).body["quote_approval"] == {
        "automatic": [],
        "manual": [],
        "current_user": "denied",
    }
    assert ben.post("/api/v1/statuses", {"status": "Look", "quoted_status_id": id_in(said)}).status == 422
    edited = ada.put(said, {"status": "Bread!", "quote_approval_policy": "followers"})
    assert edited.body["quote_approval"]["automatic"] == ["followers"]
    assert ada.put(said, {"status": "Rolls!"}).body["quote_approval"]["automatic"] == ["followers"]
    later = ada.put(f"{said}/interaction_policy", {"quote_approval_policy": "public"})
    assert later.body["quote_approval"]["automatic"] == ["public"]
    assert say(ben, "Look", quoted_status_id=id_in(said))


@pytest.mark.parametrize("policy", ["everyone", "cats"])
def test_a_policy_that_nobody_knows_is_refused(ada: App, policy: str) -> None:
    said = say(ada)
    assert ada.put(f"{said}/interaction_policy", quote_approval_policy=policy).status == 422
    assert ada.put(said, status="x", quote_approval_policy=policy).status == 422
    assert ada.post("/api/v1/statuses", status="x", quote_approval_policy=policy).status == 422


def test_only_her_own_posts_may_be_opened_to_quotes(ada: App, ben: App, stranger: App) -> None:
    policy = f"{say(ada)}/interaction_policy"
    assert ben.put(policy, quote_approval_policy="public").status == 404
    assert stranger.put(policy, quote_approval_policy="public").status == 401


def test_a_thread_is_muted_and_heard_again(ada: App, ben: App, stranger: App) -> None:
    first = say(ada)
    answer = say(ben, "Where?", in_reply_to_id=id_in(first))
    assert ada.post(f"{answer}/mute").body["muted"] is True
    assert ada.get(first).body["muted"] is True, "the whole thread is"
    assert ben.get(first).body["muted"] is False
    assert ada.post(f"{first}/unmute").body["muted"] is False
    for act in ("mute", "unmute"):
        assert ada.post(f"/api/v1/statuses/7/{act}").status == 404
        assert stranger.post(f"{first}/{act}").status == 401
    assert App(ada.person_id, scopes="write:statuses").post(f"{first}/mute").status == 403

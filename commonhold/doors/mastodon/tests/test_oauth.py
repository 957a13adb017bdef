"""Apps sign in: registering, tokens, and what everybody may know."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.ground.clock import queries as clock
from commonhold.social.apps import oauth, queries
from commonhold.social.apps.oauth import Question
from tests.calling import App
from tests.cast import make_person

pytestmark = pytest.mark.usefixtures("coop")

BACK = "https://app.example/back"


def registered(**more: object) -> dict[str, Any]:
    answered = App().post(
        "/api/v1/apps", {"client_name": "Tusk", "redirect_uris": BACK, "scopes": "read write", **more}
    )
    assert answered.status == 200
    told: dict[str, Any] = answered.body
    return told


@pytest.mark.parametrize("redirects", [BACK, [BACK], f"{BACK}\ntusk://x", [BACK, "tusk://x"]])
def test_an_app_registers_with_one_address_or_several(redirects: object) -> None:
    made = registered(redirect_uris=redirects)
    assert made["redirect_uris"][0] == BACK
    assert made["scopes"] == ["read", "write"]


def test_forms_register_too() -> None:
    answered = App().post("/api/v1/apps", client_name="Tusk", redirect_uris=BACK, scopes="read")
    assert answered.body["name"] == "Tusk"


@pytest.mark.parametrize(
    "wrong", [{"client_name": ""}, {"redirect_uris": "javascript:x"}, {"scopes": "everything"}]
)
def test_what_is_wrong_is_said(wrong: dict[str, str]) -> None:
    answered = App().post("/api/v1/apps", {"client_name": "Tusk", "redirect_uris": BACK, **wrong})
    assert answered.status == 422


def test_a_code_becomes_a_token_by_json_and_by_form() -> None:
    ada, app = make_person("ada"), registered()
    for send in ("json", "form"):
        asked = oauth.read_question(
            {"client_id": app["client_id"], "redirect_uri": BACK, "response_type": "code", "scope": "read"},
            now=clock.now(),
        )
        assert isinstance(asked, Question)
        code = str(oauth.let_in(ada, question=asked, now=clock.now()).url).partition("code=")[2]
        body = {
            "grant_type": "authorization_code",
            "client_id": app["client_id"],
            "client_secret": app["client_secret"],
            "redirect_uri": BACK,
            "code": code,
        }
        told = App().post("/oauth/token", body) if send == "json" else App().post("/oauth/token", **body)
        assert told.status == 200
        found = queries.bearer(told.body["access_token"])
        assert found is not None
        assert found.person_id == ada


def test_an_app_sees_itself_with_a_token_of_its_own() -> None:
    app = registered()
    credentials = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    told = App().post("/oauth/token", grant_type="client_credentials", **credentials)
    alone = App()
    alone.token = told.body["access_token"]
    assert alone.get("/api/v1/apps/verify_credentials").body["name"] == "Tusk"
    assert App().post("/oauth/revoke", token=alone.token, **credentials).status == 200
    assert alone.get("/api/v1/apps/verify_credentials").status == 401


def test_a_wrong_secret_is_told_in_the_protocols_words() -> None:
    app = registered()
    told = App().post(
        "/oauth/token", grant_type="client_credentials", client_id=app["client_id"], client_secret="guessed"
    )
    assert (told.status, told.error) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("token", "status", "error"),
    [(None, 401, "The access token is invalid"), ("made up", 401, "The access token is invalid")],
)
def test_without_a_token_that_holds_nothing_is_told(token: str | None, status: int, error: str) -> None:
    app = App()
    app.token = token
    answered = app.get("/api/v1/apps/verify_credentials")
    assert (answered.status, answered.error) == (status, error)


def test_where_everything_is_stands_in_one_place() -> None:
    told = App().get("/.well-known/oauth-authorization-server").body
    assert told["token_endpoint"].endswith("/oauth/token")
    assert told["code_challenge_methods_supported"] == ["S256"]


def test_who_lets_an_app_know_who_she_is_is_named_to_it_and_nothing_more(ada: App) -> None:
    named = App(ada.person_id, "profile")
    told = named.get("/oauth/userinfo").body
    assert (told["preferred_username"], told["name"]) == ("ada", "Ada")
    assert named.post("/oauth/userinfo").body == told
    assert named.get("/api/v1/accounts/verify_credentials").body["username"] == "ada"
    assert named.get("/api/v1/timelines/home").status == 403
    assert App(ada.person_id, "read").get("/oauth/userinfo").status == 403


def test_a_slash_at_the_end_is_forgiven() -> None:
    assert App().get("/api/v1/instance/").body == App().get("/api/v1/instance").body
    assert App()._sent("OPTIONS", "/api/v2/instance/").status_code == 200
    for nothing in ("/api/v1/nothing/", "/api/", "/api"):
        assert App().get(nothing).status == 404


def test_web_apps_of_any_origin_may_call() -> None:
    answered = App().get("/api/v1/instance")
    assert answered.headers["Access-Control-Allow-Origin"] == "*"
    assert "Link" in answered.headers["Access-Control-Expose-Headers"]
    for path in ("/api/v1/statuses", "/oauth/token", "/.well-known/oauth-authorization-server"):
        asked = App()._sent("OPTIONS", path)
        assert asked.status_code == 200
        assert "PATCH" in asked.headers["Access-Control-Allow-Methods"]


def test_what_is_not_there_is_told_as_json() -> None:
    answered = App().get("/api/v1/nothing")
    assert (answered.status, answered.error) == (404, "Not found")
    wrong = App().delete("/api/v1/instance")
    assert (wrong.status, wrong.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_body_that_can_not_be_read_is_refused() -> None:
    for body in (b"{", b"[1]", b"\xff\xfe"):
        response = App()._sent("POST", "/api/v1/apps", data=body, content_type="application/json")
        assert response.status_code == 400
    large = App()._sent("POST", "/api/v1/apps", data=b"x" * 10_000_000, content_type="application/json")
    assert large.status_code == 413
    cut = App()._sent(
        "POST", "/api/v1/apps", data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"
    )
    assert cut.status_code in {400, 422}

"""What apps trip over elsewhere: bodies of every kind, times, addresses, other origins, proof of a code."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from commonhold.doors.calls.limits import limits
from commonhold.doors.mastodon.urls import urlpatterns
from tests.calling import Answered, App
from tests.cast import PASSWORD, email_of, make_person

BACK = "https://app.example/back"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT")
_WITH_MILLISECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def bodies(pairs: list[tuple[str, str]], tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same as a form, as JSON, and as a form in parts."""
    form = "&".join(f"{name}={value}" for name, value in pairs)
    yield {"data": form, "content_type": "application/x-www-form-urlencoded"}
    yield {"data": json.dumps(tree), "content_type": "application/json; charset=utf-8"}
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs
    )
    yield {"data": f"{parts}--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def sent(app: App, method: str, path: str, **body: Any) -> Answered:
    return app._checked(method, path, app._sent(method, path, **body))


def test_a_body_is_read_however_it_comes_and_whatever_the_method(ada: App) -> None:
    poll = [("poll[options][]", "yes"), ("poll[options][]", "no"), ("poll[expires_in]", "600")]
    tree = {"poll": {"options": ["yes", "no"], "expires_in": 600}}
    made = bodies([("status", "Soup"), *poll], {"status": "Soup", **tree})
    changed = bodies([("status", "Stew")], {"status": "Stew"})
    for body, change in zip(made, changed, strict=True):
        told = sent(ada, "POST", "/api/v1/statuses", **body)
        assert told.status == 200, body
        assert [each["title"] for each in told.body["poll"]["options"]] == ["yes", "no"]
        assert (
            sent(ada, "PUT", f"/api/v1/statuses/{told.body['id']}", **change).body["content"] == "<p>Stew</p>"
        )


def test_values_may_stand_in_the_address_too(ada: App) -> None:
    assert sent(ada, "POST", "/api/v1/statuses?status=Soup").body["content"] == "<p>Soup</p>"


def times_in(body: Any) -> Iterator[str]:
    if isinstance(body, dict):
        body = list(body.values())
    if isinstance(body, list):
        for each in body:
            yield from times_in(each)
    elif isinstance(body, str) and _TIME.match(body):
        yield body


def test_every_time_has_its_milliseconds(ada: App, ben: App) -> None:
    ben.post(f"/api/v1/accounts/{ada.person_id}/follow")
    ben.post(f"/api/v1/accounts/{ada.person_id}/mute", duration=3600)
    asked = {"options": ["yes", "no"], "expires_in": 600}
    made = ada.post("/api/v1/statuses", {"status": "Soup? #soup", "poll": asked}).body
    ada.put(f"/api/v1/statuses/{made['id']}", {"status": "Soup!"})
    seen = []
    for path in (
        "/api/v1/timelines/home",
        f"/api/v1/statuses/{made['id']}/history",
        f"/api/v1/accounts/relationships?id={ada.person_id}",
        "/api/v1/accounts/verify_credentials",
        "/api/v1/instance/extended_description",
        "/api/v2/search?q=ada",
    ):
        seen += list(times_in(ben.get(path).body))
    assert len(seen) > 5
    assert [each for each in seen if not _WITH_MILLISECONDS.fullmatch(each)] == []


def test_the_address_of_a_post_and_of_a_person_opens_in_a_browser(ada: App) -> None:
    made = ada.post("/api/v1/statuses", status="Soup").body
    assert urlsplit(made["url"]).path == f"/@ada/{made['id']}"
    for url in (made["url"], made["account"]["url"]):
        assert Client().get(urlsplit(url).path).status_code == 200


def test_ids_are_numbers_as_text_that_sort_by_time(ada: App) -> None:
    ids = [ada.post("/api/v1/statuses", status=f"{n}").body["id"] for n in range(3)]
    assert all(isinstance(each, str) and each.isdecimal() for each in ids)
    assert sorted(ids, key=int) == ids


def test_every_address_lets_other_origins_ask_and_call(coop: str) -> None:
    for pattern in urlpatterns:
        path = "/" + re.sub(r"<\w+:\w+>", "1", str(pattern.pattern)).replace("^", "").replace("(?:/|$)", "/")
        asked = Client().options(path, HTTP_ORIGIN="https://app.example")
        assert asked.status_code == 200, path
        assert asked.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Authorization" in asked.headers["Access-Control-Allow-Headers"], path
        assert "PATCH" in asked.headers["Access-Control-Allow-Methods"], path


def test_an_error_can_be_read_from_another_origin_too(
    ada: App, stranger: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [
        stranger.get("/api/v1/timelines/home"),
        App(ada.person_id, scopes="read").post("/api/v1/statuses", status="x"),
        ada.get("/api/v1/statuses/7"),
        ada.get("/api/v1/nothing"),
        ada.post("/api/v1/instance"),
        ada.post("/api/v1/statuses"),
    ]
    monkeypatch.setattr(limits, "are_on", True)
    told += [stranger.post("/api/v2/media") for _each in range(2)]
    assert [each.status for each in told[:6]] == [401, 403, 404, 404, 405, 422]
    for each in told:
        assert each.headers["Access-Control-Allow-Origin"] == "*"
        assert each.error


def test_no_cookie_acts_through_the_api(coop: str) -> None:
    make_person("ada", signs_in=True)
    browser = Client()
    assert browser.login(email=email_of("ada"), password=PASSWORD)
    assert browser.get("/api/v1/timelines/home").status_code == 401
    assert "Set-Cookie" not in browser.get("/api/v1/instance").headers


@pytest.fixture
def let_in(coop: str) -> Client:
    """A browser in which Ada is signed in."""
    make_person("ada", signs_in=True)
    browser = Client()
    assert browser.login(email=email_of("ada"), password=PASSWORD)
    return browser


def test_a_window_that_asks_can_be_watched_by_the_app_and_no_other(let_in: Client) -> None:
    app = App().post("/api/v1/apps", client_name="Tusk", redirect_uris=BACK, scopes="read").body
    asked = {"client_id": app["client_id"], "redirect_uri": BACK, "response_type": "code", "scope": "read"}
    page = let_in.get("/oauth/authorize", asked)
    assert page.status_code == 200
    assert page.headers["Cross-Origin-Opener-Policy"] != "same-origin"
    assert let_in.get("/about").headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("send", ["json", "form"])
def test_a_code_serves_whoever_knows_the_secret_behind_its_challenge(let_in: Client, send: str) -> None:
    app = App().post("/api/v1/apps", client_name="Tusk", redirect_uris=BACK, scopes="read write").body
    secret = "a-secret-of-more-than-forty-three-characters-for-pkce"
    challenge = base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).rstrip(b"=").decode()
    told = {}
    for verifier in ("guessed-" * 7, secret):
        asked = {
            "client_id": app["client_id"],
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "read write",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        answer = let_in.post("/oauth/authorize", {**asked, "do": "allow"})
        assert answer.status_code == 303
        body = {
            "grant_type": "authorization_code",
            "client_id": app["client_id"],
            "client_secret": app["client_secret"],
            "redirect_uri": BACK,
            "code": parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0],
            "code_verifier": verifier,
        }
        anyone = App()
        told[verifier] = (
            anyone.post("/oauth/token", body) if send == "json" else anyone.post("/oauth/token", **body)
        )
    wrong, right = told.values()
    assert (wrong.status, wrong.error) == (400, "invalid_grant")
    assert right.status == 200
    assert right.body["scope"] == "read write"

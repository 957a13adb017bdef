"""An app asks, a person says yes, and the app gets a token: the protocol from end to end."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs

import pytest

from commonhold.social.apps import actions, jobs, oauth, queries
from commonhold.social.apps.actions import Registered
from commonhold.social.apps.models import Code, Token
from commonhold.social.apps.oauth import LedBack, Question
from commonhold.social.apps.refusals import NotAnOpenQuestion
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.django_db

BACK = "https://app.example/back"


@pytest.fixture
def app() -> Registered:
    return actions.register_app(
        name="Tusk", redirect_uris=(BACK, "tusk://"), scopes="read write push", now=MORNING
    )


def question(app: Registered, **more: str) -> Question:
    params = {
        "client_id": app.app.client_id,
        "response_type": "code",
        "redirect_uri": BACK,
        "scope": "read write:statuses",
        "state": "a b",
        **more,
    }
    asked = oauth.read_question(params, now=MORNING)
    assert isinstance(asked, Question)
    return asked


def code_for(app: Registered, person_id: int, **more: str) -> str:
    told = oauth.let_in(person_id, question=question(app, **more), now=MORNING)
    return parse_qs(str(told.url).partition("?")[2])["code"][0]


def exchange(app: Registered, *, now=MORNING, **params: str) -> tuple[int, dict[str, object]]:
    asked = {
        "grant_type": "authorization_code",
        "client_id": app.app.client_id,
        "client_secret": app.secret,
        "redirect_uri": BACK,
        **params,
    }
    told = oauth.exchange(asked, {}, now=now)
    return told.status, json.loads(told.body)


def test_a_yes_becomes_a_token_that_acts_for_her(app: Registered) -> None:
    ada = make_person("ada")
    status, token = exchange(app, code=code_for(app, ada))
    assert status == 200
    assert token["scope"] == "read write:statuses"
    assert token["token_type"] == "Bearer"
    assert token["created_at"] == int(MORNING.timestamp())
    assert "expires_in" not in token
    found = queries.bearer(str(token["access_token"]))
    assert found is not None
    assert found.person_id == ada
    assert found.may("read:accounts")
    assert found.may("write:statuses")
    assert not found.may("write:media")
    assert not Token.objects.filter(digest=token["access_token"]).exists(), "only its digest is kept"


def test_the_app_is_led_back_with_its_state(app: Registered) -> None:
    told = oauth.let_in(make_person("ada"), question=question(app), now=MORNING)
    assert str(told.url).startswith(f"{BACK}?code=")
    assert str(told.url).endswith("&state=a+b")


def test_an_address_of_an_app_keeps_its_slashes(app: Registered) -> None:
    told = oauth.let_in(make_person("ada"), question=question(app, redirect_uri="tusk://"), now=MORNING)
    assert str(told.url).startswith("tusk://?code=")


def test_a_question_of_its_own_in_the_address_stays(app: Registered) -> None:
    other = actions.register_app(name="Odd", redirect_uris=("https://odd.example/?a=1",), now=MORNING)
    asked = question(other, redirect_uri="https://odd.example/?a=1", scope="read")
    assert str(oauth.turn_away(asked).url).startswith("https://odd.example/?a=1&error=access_denied")


def test_without_an_address_the_code_is_shown(app: Registered) -> None:
    shown = actions.register_app(name="toot", redirect_uris=(queries.OUT_OF_BAND,), now=MORNING)
    asked = question(shown, redirect_uri=queries.OUT_OF_BAND, scope="read")
    told = oauth.let_in(make_person("ada"), question=asked, now=MORNING)
    assert told.url is None
    status, _token = exchange(shown, code=told.code, redirect_uri=queries.OUT_OF_BAND)
    assert status == 200


@pytest.mark.parametrize("method", ["S256", "plain"])
def test_a_challenge_is_held_to(app: Registered, method: str) -> None:
    verifier = "v" * 50
    hashed = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    challenge = hashed if method == "S256" else verifier
    ada = make_person("ada")
    asked = {"code_challenge": challenge, "code_challenge_method": method}
    code = code_for(app, ada, **asked)
    assert exchange(app, code=code) == (
        400,
        {"error": "invalid_request", "error_description": "Code verifier required."},
    )
    assert exchange(app, code=code, code_verifier="w" * 50)[1] == {"error": "invalid_grant"}
    assert exchange(app, code=code, code_verifier=verifier)[0] == 200


def test_a_code_serves_once_and_not_for_long(app: Registered) -> None:
    ada = make_person("ada")
    code = code_for(app, ada)
    assert exchange(app, code=code)[0] == 200
    assert exchange(app, code=code)[1] == {"error": "invalid_grant"}
    late = code_for(app, ada)
    assert exchange(app, code=late, now=minutes(11))[1] == {"error": "invalid_grant"}
    jobs.forget_codes(minutes(11))
    assert not Code.objects.exists()


def test_a_code_serves_the_app_and_the_address_that_it_was_given_for(app: Registered) -> None:
    ada = make_person("ada")
    other = actions.register_app(name="Other", redirect_uris=(BACK,), now=MORNING)
    code = code_for(app, ada)
    assert exchange(other, code=code)[1] == {"error": "invalid_grant"}
    status, told = exchange(app, code=code, redirect_uri="tusk://")
    assert (status, told["error"]) == (400, "invalid_request")


def test_an_app_needs_its_secret(app: Registered) -> None:
    code = code_for(app, make_person("ada"))
    status, told = exchange(replace_secret(app, "guessed"), code=code)
    assert (status, told["error"]) == (401, "invalid_client")
    packed = b64encode(f"{app.app.client_id}:{app.secret}".encode()).decode()
    params = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    told_by_header = oauth.exchange(params, {"Authorization": f"Basic {packed}"}, now=MORNING)
    assert told_by_header.status == 200
    broken = oauth.exchange(params, {"Authorization": "Basic %%%"}, now=MORNING)
    assert broken.status == 401


def replace_secret(app: Registered, secret: str) -> Registered:
    return app._replace(secret=secret)


def test_an_app_alone_gets_a_token_that_acts_for_nobody(app: Registered) -> None:
    status, token = exchange(app, grant_type="client_credentials", scope="read")
    assert status == 200
    found = queries.bearer(str(token["access_token"]))
    assert found is not None
    assert found.person_id is None


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"scope": "read admin:read"}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "x" * 50, "code_challenge_method": "S512"}, "invalid_request"),
    ],
)
def test_what_an_app_may_not_ask_leads_it_back_at_once(
    app: Registered, params: dict[str, str], error: str
) -> None:
    asked = {"client_id": app.app.client_id, "response_type": "code", "redirect_uri": BACK, **params}
    told = oauth.read_question(asked, now=MORNING)
    assert isinstance(told, LedBack)
    assert f"error={error}" in str(told.url)


@pytest.mark.parametrize(
    "params", [{"client_id": "nobody"}, {"redirect_uri": "https://evil.example/"}, {"client_id": ""}]
)
def test_who_can_not_be_led_back_safely_is_refused_here(app: Registered, params: dict[str, str]) -> None:
    asked = {"client_id": app.app.client_id, "response_type": "code", "redirect_uri": BACK, **params}
    with pytest.raises(NotAnOpenQuestion):
        oauth.read_question(asked, now=MORNING)


def test_nobody_who_left_lets_an_app_in(app: Registered) -> None:
    with pytest.raises(AccountClosed):
        oauth.let_in(404, question=question(app), now=MORNING)


@pytest.mark.parametrize("grant_type", ["password", "refresh_token", ""])
def test_other_ways_to_a_token_are_refused(app: Registered, grant_type: str) -> None:
    status, told = exchange(app, grant_type=grant_type, username="ada", password="x")
    assert (status, told["error"]) == (400, "unsupported_grant_type")


def test_a_token_is_taken_back_by_its_own_app_alone(app: Registered) -> None:
    _status, token = exchange(app, grant_type="client_credentials")
    other = actions.register_app(name="Other", redirect_uris=(BACK,), now=MORNING)
    value = str(token["access_token"])

    def revoke(by: Registered) -> int:
        asked = {"client_id": by.app.client_id, "client_secret": by.secret, "token": value}
        return oauth.revoke(asked, {}, now=MORNING).status

    assert revoke(other) == 403
    assert queries.bearer(value) is not None
    assert revoke(app) == 200
    assert queries.bearer(value) is None
    assert revoke(app) == 200, "what is gone already is well"

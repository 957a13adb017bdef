"""Opening an account through an app."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from commonhold.doors.calls.limits import limits
from commonhold.ground.charter import actions as charter_actions
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from tests.calling import App
from tests.cast import MORNING, PASSWORD, make_person

pytestmark = pytest.mark.usefixtures("coop")

SAID: dict[str, Any] = {
    "username": "Fay",
    "email": "fay@example.org",
    "password": PASSWORD,
    "agreement": True,
    "locale": "de",
}


@pytest.fixture
def app() -> App:
    """An app with a token of its own."""
    made = App().post(
        "/api/v1/apps",
        client_name="Tusk",
        redirect_uris="https://app.example/back",
        scopes="read write",
    )
    told = App().post(
        "/oauth/token",
        grant_type="client_credentials",
        client_id=made.body["client_id"],
        client_secret=made.body["client_secret"],
        scope="read write",
    )
    alone = App()
    alone.token = told.body["access_token"]
    return alone


def test_an_account_is_opened_and_its_token_serves_at_once(app: App) -> None:
    told = app.post("/api/v1/accounts", SAID)
    assert (told.status, told.body["scope"], told.body["token_type"]) == (200, "read write", "Bearer")
    fay = App()
    fay.token = told.body["access_token"]
    assert fay.get("/api/v1/accounts/verify_credentials").body["acct"] == "fay"
    assert fay.post("/api/v1/statuses", status="Here I am").status == 200
    person_id = people.by_handle(ANYONE, "fay").id
    assert people.mail_address(person_id) is None, "her address is not known to be hers yet"
    (sent,) = mail.outbox
    assert sent.to == ["fay@example.org"]


def test_her_address_is_confirmed_by_the_link_and_the_mail_comes_again(app: App) -> None:
    fay = App()
    fay.token = app.post("/api/v1/accounts", SAID).body["access_token"]
    assert fay.post("/api/v1/emails/confirmations").body == {}
    assert len(mail.outbox) == 2
    assert fay.post("/api/v1/emails/confirmations", email="other@example.org").status == 422
    link = re.search(r"https?://[^/\s]+(/account/confirm-email/[^\s]+)", str(mail.outbox[1].body))
    assert link is not None
    assert Client().post(link[1]).status_code == 302
    assert people.mail_address(people.by_handle(ANYONE, "fay").id) == "fay@example.org"
    told = fay.post("/api/v1/emails/confirmations")
    assert (told.status, "awaiting confirmation" in told.error) == (403, True)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"username": ""}, "username", "ERR_BLANK"),
        ({"username": "no spaces"}, "username", "ERR_INVALID"),
        ({"username": "x" * 31}, "username", "ERR_INVALID"),
        ({"username": "admin"}, "username", "ERR_RESERVED"),
        ({"username": "ADA"}, "username", "ERR_TAKEN"),
        ({"email": "nowhere"}, "email", "ERR_INVALID"),
        ({"email": "ada@example.org"}, "email", "ERR_TAKEN"),
        ({"password": "short"}, "password", "ERR_INVALID"),
        ({"password": ""}, "password", "ERR_BLANK"),
        ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
    ],
)
def test_what_is_wrong_is_told_field_by_field(app: App, wrong: dict[str, Any], field: str, code: str) -> None:
    make_person("ada", signs_in=True)
    told = app.post("/api/v1/accounts", {**SAID, **wrong})
    assert told.status == 422
    assert told.error.startswith(f"Validation failed: {field} ")
    assert [each["error"] for each in told.body["details"][field]] == [code]
    assert mail.outbox == []


def test_all_that_is_missing_is_told_together(app: App) -> None:
    told = app.post("/api/v1/accounts")
    assert set(told.body["details"]) == {"username", "email", "password", "agreement"}


def test_only_an_app_by_itself_opens_accounts(app: App) -> None:
    assert App().post("/api/v1/accounts", SAID).status == 401
    ada = App(make_person("ada"))
    assert ada.post("/api/v1/accounts", SAID).status == 403
    assert app.post("/api/v1/emails/confirmations").status == 422, "an app has no address"
    assert App(ada.person_id, scopes="read").post("/api/v1/emails/confirmations").status == 403
    assert ada.post("/api/v1/emails/confirmations").status == 403, "she signs in nowhere"


def test_from_one_place_not_many_accounts_are_opened(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "are_on", True)
    monkeypatch.setattr(limits, "_counts", type(limits._counts)())
    answers = [app.post("/api/v1/accounts", {**SAID, "agreement": False}).status for _each in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_agreement_is_kept_with_its_date_and_what_it_was_given_to(app: App) -> None:
    because = Enactment(1, MORNING, "proposal:1", UNANIMOUS)
    charter_actions.amend("texts.terms", "Be kind.", because=because)
    charter_actions.amend("texts.minimum_age", 16, because=because)
    assert app.post("/api/v1/accounts", {**SAID, "agreement": False}).status == 422
    assert app.post("/api/v1/accounts", SAID).status == 200
    fay = people.by_handle(ANYONE, "fay").id
    [found] = people.agreements(Viewer(fay))
    assert (found.occasion, found.minimum_age, found.terms_version > 0) == ("an app", 16, True)
    assert not people.still_to_agree(fay)

"""An app is let in, acts, and is sent away again, as its person sees it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from tests.elsewhere import Pages
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop

_NOWHERE = "urn:ietf:wg:oauth:2.0:oob"


@pytest.fixture
def home_of_app() -> Iterator[Pages]:
    pages = Pages("<title>The app</title><p>Welcome back.</p>")
    yield pages
    pages.close()


def register(visitor: Visitor, back: str, scopes: str = "read write:statuses push") -> dict[str, str]:
    body = {"client_name": "Tusk", "redirect_uris": back, "scopes": scopes, "website": "https://tusk.example"}
    made: dict[str, str] = visitor.page.request.post("/api/v1/apps", data=body).json()
    return made


def question(app: dict[str, str], back: str, scopes: str = "read write:statuses push") -> str:
    asked = {"client_id": app["client_id"], "redirect_uri": back, "response_type": "code", "scope": scopes}
    return f"/oauth/authorize?{urlencode({**asked, 'state': 'tea & bread'})}"


def test_an_app_is_let_in_acts_and_is_sent_away(demo: Coop, visit: Visit, home_of_app: Pages) -> None:
    caro = visit(demo)
    app = register(caro, home_of_app.url)
    caro.goes_to(question(app, home_of_app.url))
    caro.fills(login="caro", password="lantern light")
    caro.presses("Sign in")
    expect(caro.page.get_by_role("heading", level=1)).to_have_text("Let Tusk in?")
    caro.sees("everything that you can read here")
    caro.sees("posts, and your direct messages")
    caro.sees("it can't vote")
    assert caro.fits()
    caro.presses("Let it in")
    caro.page.wait_for_url(f"{home_of_app.url}?code=*")
    told = parse_qs(urlsplit(caro.page.url).query)
    assert told["state"] == ["tea & bread"]

    change: dict[str, str | float | bool] = {
        "grant_type": "authorization_code",
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": home_of_app.url,
        "code": told["code"][0],
    }
    token = caro.page.request.post(f"{demo.url}/oauth/token", form=change).json()["access_token"]
    shown = {"Authorization": f"Bearer {token}"}
    itself = f"{demo.url}/api/v1/apps/verify_credentials"
    assert caro.page.request.get(itself, headers=shown).json()["name"] == "Tusk"

    caro.goes_to("/settings/apps")
    caro.sees("Tusk")
    caro.sees("last used:")
    assert caro.fits()
    caro.presses("Send Tusk away")
    caro.sees_no("tusk.example")
    assert caro.page.request.get(itself, headers=shown).status == 401


def test_a_no_leads_back_too_and_without_an_address_the_code_is_shown(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    app = register(ada, _NOWHERE, "profile")
    ada.goes_to(question(app, _NOWHERE, "profile"))
    ada.sees("know who you are")
    ada.presses("No, keep it out")
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("It stays out")
    ada.goes_to(question(app, _NOWHERE, "profile").replace("?", "/?"))
    ada.presses("Let it in")
    code = ada.page.get_by_label("Copy this code").input_value()
    assert len(code) > 20
    assert ada.fits()


def test_a_window_of_an_app_can_be_watched_by_it_and_other_pages_can_not(
    quiet_demo: Coop, visit: Visit
) -> None:
    ada = visit(quiet_demo, "ada")
    app = register(ada, _NOWHERE, "profile")
    header = "cross-origin-opener-policy"
    assert ada.page.request.get(question(app, _NOWHERE, "profile")).headers[header] == "unsafe-none"
    before = f"/account/login/?next={quote(question(app, _NOWHERE, 'profile'), safe='')}"
    assert visit(quiet_demo).page.request.get(before).headers[header] == "unsafe-none"
    assert ada.page.request.get("/account/email/").headers[header] == "same-origin"
    assert ada.page.request.get("/").headers[header] == "same-origin"


def test_a_question_that_nobody_can_be_led_back_from_is_told_here(quiet_demo: Coop, visit: Visit) -> None:
    ada = visit(quiet_demo, "ada")
    ada.goes_to(
        "/oauth/authorize?client_id=nobody&response_type=code&redirect_uri=https%3A%2F%2Fevil.example"
    )
    ada.sees("can't be answered")
    assert urlsplit(ada.page.url).path == "/oauth/authorize"

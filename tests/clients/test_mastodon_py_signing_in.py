"""Mastodon.py is let in: it registers, somebody says yes in a browser, and a code becomes a token."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from mastodon import Mastodon, MastodonAPIError, MastodonIllegalArgumentError, MastodonUnauthorizedError

from tests.clients.browsing import Browser
from tests.clients.exchanges import Exchanges
from tests.served import Coop

_BACK = "icecubesapp://yard/back"


def registered(yard: Coop, exchanges: Exchanges, **said: Any) -> Mastodon:
    session = requests.Session()
    exchanges.listen(session)
    client_id, secret = Mastodon.create_app("Tusk", api_base_url=yard.url, session=session, **said)
    return Mastodon(client_id, secret, api_base_url=yard.url, session=session)


def test_a_code_that_a_page_shows_becomes_a_token(signed_in, exchanges):
    ada = signed_in("ada")
    assert ada.app_verify_credentials().name == "Tusk"
    me = ada.me()
    assert (me.username, me.acct) == ("ada", "ada")
    assert me.source.privacy == "public"


def test_a_code_is_led_back_into_an_app_with_a_challenge(yard, exchanges):
    app = registered(yard, exchanges, redirect_uris=[_BACK], scopes=["read:accounts"])
    question = app.auth_request_url(
        redirect_uris=_BACK, scopes=["read:accounts"], state="tea & bread", force_login=True, allow_http=True
    )
    with Browser(yard.url) as browser:
        page = browser.is_asked(question, "ben")
        assert "Let Tusk in?" in page.text
        led_to = browser.answers(page).headers["Location"]
        assert led_to.startswith(f"{_BACK}?code=")
        assert "state=tea" in led_to
        code = browser.code_for(question, "ben")
    app.log_in(code=code, redirect_uri=_BACK, scopes=["read:accounts"], allow_http=True)
    assert app.me().username == "ben"
    with pytest.raises(MastodonIllegalArgumentError, match="invalid_grant"):
        app.log_in(code=code, redirect_uri=_BACK, scopes=["read:accounts"], allow_http=True)


def test_a_no_leads_back_without_a_code(yard, exchanges):
    app = registered(yard, exchanges, redirect_uris=[_BACK], scopes=["read"])
    with Browser(yard.url) as browser:
        page = browser.is_asked(
            app.auth_request_url(redirect_uris=_BACK, scopes=["read"], allow_http=True), "ben"
        )
        led_to = browser.answers(page, yes=False).headers["Location"]
    assert "error=access_denied" in led_to
    assert "code=" not in led_to


def test_an_app_may_ask_what_it_may_do(yard, exchanges):
    app = registered(yard, exchanges, scopes=["read"])
    told = app.oauth_authorization_server_info()
    assert told.authorization_endpoint == f"{yard.url}/oauth/authorize"
    assert "password" not in told.grant_types_supported


def test_a_password_is_for_the_browser_alone(yard, exchanges):
    app = registered(yard, exchanges, scopes=["read"])
    with pytest.raises(MastodonIllegalArgumentError, match="Password flow"):
        app.log_in("ada@example.org", "lantern light", scopes=["read"], allow_http=True)


def test_a_token_that_was_given_back_opens_nothing(yard, exchanges):
    app = registered(yard, exchanges, scopes=["read"])
    with Browser(yard.url) as browser:
        code = browser.code_for(app.auth_request_url(scopes=["read"], allow_http=True), "caro")
    token = app.log_in(code=code, scopes=["read"], allow_http=True)
    assert app.me().username == "caro"
    app.revoke_access_token(allow_http=True)
    again = registered(yard, exchanges, scopes=["read"])
    again.access_token = token
    with pytest.raises(MastodonUnauthorizedError, match="access token is invalid"):
        again.me()


def test_who_lets_an_app_know_who_she_is_shows_it_nothing_else(signed_in, exchanges):
    named = signed_in("ada", "profile")
    assert named.me().username == "ada"
    with pytest.raises(MastodonAPIError, match="403"):
        named.timeline_home()

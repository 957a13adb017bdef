"""Signing in with more than a password: a passkey, codes from an app, recovery codes; and the way out."""

from __future__ import annotations

import re

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from commonhold.house.demo.story import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.walking import Visitor
from tests.served import Coop


def test_a_code_is_asked_for_and_a_recovery_code_opens_once(demo: Coop, visit: Visit) -> None:
    caro = visit(demo, "caro")
    caro.goes_to("/settings/sign-in")
    caro.sees("Off. With it, signing in asks for a code")
    assert caro.fits()
    caro.follows("Switch it on")
    _shows_password(caro)
    secret = caro.page.locator("#authenticator_secret").inner_text()
    caro.fills(code="000000")
    caro.presses("Switch it on")
    expect(caro.page.locator("main [name=code]")).to_be_visible()
    caro.fills(code=_code(secret))
    caro.presses("Switch it on")
    codes = caro.page.locator("main .recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    assert caro.fits()
    for code, opens in ((codes[0], True), (codes[0], False), (codes[1], True)):
        other = visit(demo)
        _types_password(other)
        other.sees("One more step")
        other.fills(code=code)
        other.presses("Sign in")
        if not opens:
            other.sees("Incorrect code")
            continue
        other.page.wait_for_url(lambda url: "/account/" not in url)
        other.goes_to("/settings/sign-in")
        other.sees("with a password and a recovery code")


def test_a_passkey_signs_in_without_a_password_and_a_browser_is_signed_out_from_another(
    demo: Coop, visit: Visit
) -> None:
    caro = visit(demo, "caro")
    _carries_a_key(caro)
    caro.goes_to("/settings/sign-in")
    caro.follows("Add a passkey")
    _shows_password(caro)
    caro.fills(name="My telephone")
    box = caro.page.locator("main [name=passwordless]")
    if box.count():
        box.check()
    caro.presses("Add it")
    caro.page.wait_for_url(re.compile("recovery-codes|webauthn/$|sign-in"))
    caro.goes_to("/settings/sign-in")
    caro.sees("My telephone")
    caro.goes_to("/account/logout/")
    caro.presses("Sign out")
    caro.goes_to("/account/login/")
    caro.presses("Sign in with a passkey")
    caro.page.wait_for_url(lambda url: "/account/" not in url)
    caro.goes_to("/settings/sign-in")
    caro.sees("with a passkey")
    other = visit(demo, "dev")
    other.goes_to("/settings/sign-in")
    other.sees_no("My telephone")


def _types_password(visitor: Visitor) -> None:
    visitor.goes_to("/account/login/")
    visitor.fills(login="caro", password=PASSWORD)
    visitor.presses("Sign in")


def _shows_password(visitor: Visitor) -> None:
    """Where she is asked once more whether it is she."""
    if visitor.page.locator("main [name=password]").count():
        visitor.fills(password=PASSWORD)
        visitor.page.locator("main form:has([name=password]) button[type=submit]").click()


def _carries_a_key(visitor: Visitor) -> None:
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))

"""Signing in tells nobody who is here by how long it takes, and gives nobody a session that another chose."""

from __future__ import annotations

import re
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.test.client import RequestFactory

import commonhold.doors.web
from commonhold.doors.web.viewer import way_back
from tests.cast import PASSWORD
from tests.security.test_forged_requests import ELSEWHERE, leads_away

_COOKIE = "commonhold_session"
_ROUNDS, _TIMES = 4, 5
_AS_LONG = 1.25  # times
#: Where an address is read from a request by somebody else than `way_back`, and leads nowhere.
_HARMLESS = {
    "apps/middleware.py",  # it chooses a header
    "collections/views.py",  # one word of ours, or nothing
    "payments/people.py",  # a flag
    "viewer.py",
}
_READS = re.compile(r"""(?:GET|POST)(?:\.get\(|\[)["'](?:next|back|then|return_to|redirect\w*|url)["']""")


@pytest.fixture(autouse=True)
def nobody_is_slowed_down(settings: Any) -> None:
    """These sign in more often than people."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = False


def test_a_name_that_nobody_has_takes_as_long_as_a_wrong_password(ada: int) -> None:
    """Of several rounds the one in which the machine disturbed least: a difference of ours is in each."""
    _signs_in("ada")
    ratios = []
    for _round in range(_ROUNDS):
        took: dict[str, list[float]] = {"ada": [], "nobody": []}
        for _time in range(_TIMES):
            for name, its in took.items():
                its.append(_signs_in(name))
        ratios.append(median(took["nobody"]) / median(took["ada"]))
    assert any(1 / _AS_LONG < each < _AS_LONG for each in ratios), ratios


def _signs_in(name: str) -> float:
    """Seconds of work of this process, whatever else the machine does."""
    began = time.process_time()
    assert (
        Client().post("/account/login/", {"login": name, "password": "wrong, all wrong"}).status_code == 200
    )
    return time.process_time() - began


@pytest.mark.parametrize("evil", ELSEWHERE)
def test_after_the_second_factor_she_has_a_new_session_and_is_led_nowhere_else(ada: int, evil: str) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(get_user_model().objects.get(people=ada), secret)
    browser = Client()
    said = {"login": "ada", "password": PASSWORD, "next": evil}
    asked = browser.post(f"/account/login/?next={evil}", said)
    assert (asked.status_code, leads_away(asked)) == (302, False)
    assert "/2fa/authenticate" in asked["Location"]
    half = browser.cookies[_COOKIE].value
    assert _may_read_settings(half) is False, "a password alone opens nothing"
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    opened = browser.post(f"/account/2fa/authenticate/?next={evil}", {"code": code, "next": evil})
    assert (opened.status_code, leads_away(opened)) == (302, False)
    whole = browser.cookies[_COOKIE].value
    assert whole != half
    assert not Session.objects.filter(session_key=half).exists()
    assert (_may_read_settings(whole), _may_read_settings(half)) == (True, False)


def _may_read_settings(key: str) -> bool:
    browser = Client()
    browser.cookies[_COOKIE] = key
    return browser.get("/settings").status_code == 200


@pytest.mark.parametrize("evil", [*ELSEWHERE, "http:///evil.example", "///evil.example", "http:evil.example"])
def test_a_way_back_is_a_page_of_ours(evil: str) -> None:
    for sent in (RequestFactory().get("/", {"next": evil}), RequestFactory().post("/", {"next": evil})):
        assert way_back(sent, otherwise="/here") == "/here"
    assert way_back(RequestFactory().get("/", {"next": "/decide?before=3"})) == "/decide?before=3"


def test_nobody_reads_a_way_back_from_a_request_but_where_it_is_looked_at() -> None:
    web = Path(commonhold.doors.web.__file__).parent
    found = {
        str(each.relative_to(web))
        for each in web.rglob("*.py")
        if "tests" not in each.parts and _READS.search(each.read_text())
    }
    assert found <= _HARMLESS
    assert found, "the pattern finds nothing any more"

"""Forms that another site sends, sessions that somebody else chose, addresses that lead away."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import resolve

from commonhold.social.people.passwords import Argon2
from tests.cast import PASSWORD, make_person
from tests.permissions.routes import Route, addresses

#: Asked by servers, apps and mail programs, which have no session: something else proves who asks.
_PROVEN_OTHERWISE = (
    ".well-known/",
    "api",
    "health",
    "ap/",
    "inbox",
    "users/",
    "nodeinfo",
    "oauth/",
    "witness/",
    "notifications/unsubscribe/",
    "money/card/said",
)
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
)
_NAMES = ("next", "back", "to", "then", "after", "return_to", "redirect", "redirect_to", "url", "continue")


def test_every_form_needs_the_token_of_its_page(browser: Client) -> None:
    exempt = []
    for pattern, names in addresses():
        if not pattern.startswith(_PROVEN_OTHERWISE):
            view = resolve(Route.leading(pattern, names, {}).address).func
            exempt += [pattern] * getattr(view, "csrf_exempt", False)
    assert exempt == []
    forging = Client(enforce_csrf_checks=True)
    forging.cookies = browser.cookies
    for path in ("/compose", "/account/login/", "/settings/import"):
        assert forging.post(path, {"text": "Bread at nine"}).status_code == 403


def test_no_address_leads_to_another_site(browser: Client) -> None:
    led_away = []
    for pattern, arguments in addresses():
        if arguments or pattern.startswith(("api/", "account/logout", "live")):
            continue
        for evil in ELSEWHERE:
            said = dict.fromkeys(_NAMES, evil)
            answer = browser.get(f"/{pattern}", said)
            if answer.status_code == 405:
                answer = browser.post(f"/{pattern}", said)
            if answer.status_code not in {301, 302, 303, 307, 308}:
                break  # it leads nowhere
            led_away += [f"{pattern}: {answer['Location']}"] * leads_away(answer)
    assert led_away == []


@pytest.mark.parametrize("evil", ELSEWHERE)
def test_nobody_is_led_elsewhere_by_signing_in(ada: int, evil: str) -> None:
    said = {"login": "ada", "password": PASSWORD, "next": evil}
    answer = Client().post(f"/account/login/?next={evil}", said)
    assert answer.status_code == 302
    assert not leads_away(answer)


def leads_away(answer: HttpResponseBase) -> bool:
    to = urlsplit(answer.headers.get("Location", "").strip().replace("\\", "/"))
    return to.scheme not in {"", "http"} or to.netloc not in {"", "testserver"}


def test_whoever_signs_in_leaves_a_session_that_was_chosen_for_her(ada: int) -> None:
    chosen = SessionStore()
    chosen["seen"] = "something"
    chosen.create()
    key = str(chosen.session_key)
    victim = Client()
    victim.cookies["commonhold_session"] = key
    assert victim.post("/account/login/", {"login": "ada", "password": PASSWORD}).status_code == 302
    assert victim.cookies["commonhold_session"].value != key
    assert not Session.objects.filter(session_key=key).exists()
    attacker = Client()
    attacker.cookies["commonhold_session"] = key
    assert attacker.get("/settings").status_code == 302


def test_a_name_that_nobody_has_costs_as_much_as_a_wrong_password(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person("vik")  # here, and nobody signs in as her
    work: list[str] = []

    def counted(whole: Callable[..., object]) -> Callable[..., object]:
        def does(*said: object) -> object:
            work.append(whole.__name__)
            return whole(*said)

        return does

    for each in ("encode", "verify"):
        monkeypatch.setattr(Argon2, each, counted(getattr(Argon2, each)))
    told = set()
    for name in ("ada", "ada@example.org", "nobody", "nobody@example.org", "vik"):
        work.clear()
        answer = Client().post("/account/login/", {"login": name, "password": "wrong, all wrong"})
        told.add((answer.status_code, len(work), name in answer.content.decode().split("value=")[0]))
    assert len(told) == 1
    assert {each[1] for each in told} == {1}

"""Terms, privacy notice and age on the pages: asked for once, dated, and in nobody's way."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.governance.tests.test_votes_by_class import decide
from commonhold.civic.treasury.actions import books
from commonhold.ground.clock import queries as clock
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.queries import Viewer
from tests.begun import Begun
from tests.cast import PASSWORD

GUS = {"display_name": "Gus", "handle": "gus", "email": "gus@example.org", "password": PASSWORD}


@pytest.fixture
def coop(begun: Begun) -> Coop:
    made = begun(build)
    books.open_books(now=made.now)
    made.now = clock.now()
    cache.clear()
    return made


def writes_down(coop: Coop, *, age: int = 16) -> None:
    said = (
        SetParameter("texts.terms", "Be kind."),
        SetParameter("texts.privacy", "We keep little."),
        SetParameter("texts.minimum_age", age),
    )
    assert decide(coop, *said) == ""


def gus(coop: Coop, **told: Any) -> int:
    return people.open_account(
        email="gus@example.org",
        password=PASSWORD,
        handle="gus",
        display_name="Gus",
        confirmed=True,
        now=coop.now,
        **told,
    )


def signs_in(client: Client, **more: str) -> str:
    return client.post("/account/login/", {"login": "gus", "password": PASSWORD, **more})["Location"]


def test_signing_up_asks_for_nothing_where_nothing_is_written_down(coop: Coop) -> None:
    client = Client()
    assert 'name="agreement"' not in client.get("/account/signup/").content.decode()
    assert client.post("/account/signup/", GUS).status_code == 303


def test_signing_up_asks_for_what_holds_and_for_no_birthday(coop: Coop) -> None:
    writes_down(coop)
    client = Client()
    page = client.get("/account/signup/").content.decode()
    for words in ("I accept the terms of use.", "I am at least 16 years old.", "/charter/texts/privacy"):
        assert words in page
    assert 'type="date"' not in page
    assert client.post("/account/signup/", GUS).status_code == 400
    assert client.post("/account/signup/", {**GUS, "agreement": "on"}).status_code == 303
    [found] = queries.agreements(Viewer(queries.by_handle(Viewer(None), "gus").id))
    assert (found.occasion, found.minimum_age) == ("signing up", 16)


def test_whoever_comes_back_after_a_change_is_asked_and_goes_on_either_way(coop: Coop) -> None:
    person = gus(coop)
    writes_down(coop)
    client = Client()
    asked = signs_in(client, next="/decide")
    assert asked == "/settings/agreements?next=%2Fdecide"
    page = client.get(asked).content.decode()
    assert 'href="/decide"' in page
    for path in ("/decide", "/settings", "/"):
        assert client.get(path).status_code == 200
    assert client.post("/settings/agreements", {"next": "/decide"}).status_code == 400
    sent = client.post("/settings/agreements", {"agreement": "on", "next": "/decide"})
    assert (sent.status_code, sent["Location"]) == (303, "/decide")
    assert "when it had changed" in client.get("/settings/agreements").content.decode()
    assert not queries.still_to_agree(person)
    assert signs_in(Client(), next="/decide") == "/decide"


def test_nobody_is_led_to_another_server_by_it(coop: Coop) -> None:
    gus(coop)
    writes_down(coop)
    client = Client()
    signs_in(client)
    sent = client.post("/settings/agreements", {"agreement": "on", "next": "https://elsewhere.example/"})
    assert sent["Location"] == "/settings/agreements"


def test_applying_for_membership_needs_it(coop: Coop) -> None:
    person = gus(coop)
    writes_down(coop)
    client = Client()
    signs_in(client)
    assert 'name="agreement"' in client.get("/join").content.decode()
    assert client.post("/join/apply", {"statement": "I mend clocks."}).status_code == 400
    sent = client.post("/join/apply", {"statement": "I mend clocks.", "agreement": "on"})
    assert sent.status_code == 303
    assert queries.agreements(Viewer(person))[0].occasion == "joining"

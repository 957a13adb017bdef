"""A word after as long as a reader wanted, and feeds closed until tomorrow; all of it her browser's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.doors.web.breaks import sitting
from commonhold.ground.clock import queries as clock
from commonhold.ground.clock.actions import advance
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from tests.cast import MORNING, make_person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(db: None) -> Client:
    install(mode=Mode.TEST, public_url="http://coop.example", now=clock.now())
    client = Client()
    client.force_login(get_user_model().objects.get(people=make_person("ada", member=True, signs_in=True)))
    return client


def page(client: Client, url: str = "/local") -> str:
    said = client.get(url)
    assert said.status_code == 200
    return said.content.decode()


def later(minutes: int) -> None:
    advance(by=MINUTE * minutes)


def test_a_reader_is_reminded_once_in_a_sitting(ada: Client) -> None:
    assert ada.post("/settings/breaks", {"after": "30"}).status_code == 303
    page(ada, "/settings/breaks")
    for _each in range(3):
        assert "You have been reading" not in page(ada)
        later(10)
    assert "You have been reading for 30 minutes" in page(ada)
    later(5)
    assert "You have been reading" not in page(ada)
    later(16)
    assert "You have been reading" not in page(ada)  # after a pause it is another sitting


def test_nobody_is_reminded_who_did_not_ask(ada: Client) -> None:
    page(ada)
    later(10)
    assert sitting.SITTING not in ada.cookies
    ada.post("/settings/breaks", {"after": ""})
    page(ada)
    assert sitting.SITTING not in ada.cookies
    assert ada.post("/settings/breaks", {"after": "7"}).status_code == 400


def test_feeds_that_are_closed_open_tomorrow_and_votes_stay_open(ada: Client) -> None:
    assert ada.post("/settings/breaks/close").status_code == 303
    for url in ("/", "/local", "/discover", "/search", "/tags/seeds"):
        assert "Closed until tomorrow" in page(ada, url)
    for url in ("/decide", "/messages", "/measures", "/settings/breaks", "/more"):
        assert "Closed until tomorrow" not in page(ada, url)
    advance(by=timedelta(days=1, hours=6))
    assert "Closed until tomorrow" not in page(ada)


def test_feeds_are_opened_after_all(ada: Client) -> None:
    ada.post("/settings/breaks/close")
    assert "Open them after all" in page(ada, "/settings/breaks")
    assert ada.post("/settings/breaks/open").status_code == 303
    assert "Closed until tomorrow" not in page(ada)


@pytest.mark.parametrize("odd", ["", "x", "1.2", "9.8.7.6", "٣.٣.1", "99999999999.1.0", "5.4.0"])
def test_an_odd_cookie_begins_a_new_sitting(odd: str) -> None:
    assert sitting.goes_on(odd, MORNING) == sitting.Sitting(MORNING, MORNING, False)


@pytest.mark.parametrize("odd", ["", "soon", "-5", "1", "99999999999", "٣"])
def test_an_odd_cookie_closes_nothing(odd: str) -> None:
    assert sitting.closed_until(odd, MORNING) is None


def test_tomorrow_is_the_next_morning_where_the_co_op_is() -> None:
    zone = ZoneInfo("Pacific/Auckland")
    late = datetime(2026, 5, 4, 13, 0, tzinfo=UTC)  # one in the night there
    assert sitting.tomorrow(late, zone) == datetime(2026, 5, 6, 5, 0, tzinfo=zone)

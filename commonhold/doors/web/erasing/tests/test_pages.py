"""The page of being forgotten: what goes and stays, the password, thinking again, and that she is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.social.erasing.models import Erasure
from commonhold.social.people import actions as people
from commonhold.social.people.models import Login, Standing
from tests.cast import MORNING, PASSWORD, make_person

_HERE = "/me/erase"


@pytest.fixture
def ada(db: None) -> int:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    return make_person("ada", signs_in=True)


def of(person_id: int) -> Client:
    client = Client()
    client.force_login(Login.objects.get(people=person_id))
    return client


def test_what_goes_and_stays_is_told_before_and_the_password_confirms_it(ada: int) -> None:
    client = of(ada)
    page = client.get(_HERE).content.decode()
    for words in (
        "What goes, and when",
        "What stays, and why",
        "10 years after the end of the year",
        "/me/export",
    ):
        assert words in page
    refused = client.post(_HERE, {"password": "wrong"})
    assert refused.status_code == 400
    assert "This is not your password" in refused.content.decode()
    assert client.post(_HERE, {"password": PASSWORD}).status_code == 303
    page = client.get(_HERE).content.decode()
    assert "Think again, and stay" in page
    assert "Erase my account</button>" not in page
    assert client.post(_HERE, {"password": PASSWORD}).status_code == 400
    assert client.post(f"{_HERE}/stay").status_code == 303
    assert Erasure.objects.get().taken_back_at is not None


def test_when_the_days_are_over_she_is_gone_and_nobody_signs_in_as_her(ada: int) -> None:
    people.grant_standing(person_id=ada, kind=Standing.Kind.SUSPENDED, now=MORNING)
    client = of(ada)
    client.post(_HERE, {"password": PASSWORD})
    jobs.run_due(clock.now() + timedelta(days=8))
    assert Client().get("/@ada").status_code in {404, 410}
    assert client.get(_HERE).status_code == 302
    assert not Login.objects.exists()

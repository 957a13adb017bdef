"""The page of those who came along suspended: who opens it, and freeing one with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.arrivals import bringing
from commonhold.social.arrivals.models import Arrival
from commonhold.social.arrivals.tests.copy_maker import write_copy
from commonhold.social.people import queries as people
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE
from tests.cast import make_person

PAGE = "/moderation/newcomers"


@pytest.fixture
def ben(db: None, tmp_path: Path, settings) -> Client:
    """He keeps order where a community came along, Kim suspended among them."""
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    now = clock.real_now()
    install(mode=Mode.TEST, public_url="http://coop.example", now=now)
    ben = make_person("ben", signs_in=True, now=now)
    grant_standing(person_id=ben, kind=Standing.Kind.STEWARD, now=now)
    strike = {
        "id": 1,
        "target_account_id": 102,
        "action": "4000",
        "text": "Pills <b>again</b>",
        "created_at": "",
    }
    folder = write_copy(tmp_path / "copy", account_warnings=[strike])
    bringing.bring_community(folder, clock=clock.now, tell=lambda _step, _done: None)
    return as_person(ben)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def kim() -> int:
    return people.by_handle(ANYONE, "kim").id


def test_he_reads_who_is_suspended_and_why_and_frees_her(ben: Client) -> None:
    assert PAGE in ben.get("/moderation/cases").content.decode()
    page = ben.get(PAGE).content.decode()
    assert "kim on old.example" in page
    assert "Pills &lt;b&gt;again&lt;/b&gt;" in page
    empty = ben.post(f"{PAGE}/{kim()}/free", {f"{kim()}-words": " "})
    assert empty.status_code == 400
    assert "Kim" in empty.content.decode()
    assert ben.post(f"{PAGE}/{kim()}/free", {f"{kim()}-words": "Long ago"}).status_code == 303
    assert Arrival.objects.get(person_id=kim()).freed_words == "Long ago"
    assert "Nobody is" in ben.get(PAGE).content.decode()
    assert PAGE not in ben.get("/moderation/cases").content.decode()
    twice = ben.post(f"{PAGE}/{kim()}/free", {f"{kim()}-words": "Long ago"})
    assert twice.status_code in {400, 403, 409}
    assert "Nobody of that name waits here" in twice.content.decode()


def test_nobody_else_opens_it(ben: Client) -> None:
    ada = as_person(make_person("ada", signs_in=True, now=clock.now()))
    assert ada.get(PAGE).status_code == 403
    assert ada.post(f"{PAGE}/{kim()}/free", {f"{kim()}-words": "Long ago"}).status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert Arrival.objects.get(person_id=kim()).freed_at is None

"""Pages of what the law has us tell, and of whoever stands aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.moderation import actions
from commonhold.civic.moderation.models import Duty, Recusal
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.posts.actions import publish_post
from tests.cast import make_person


@pytest.fixture
def ids(db: None, tmp_path: Path, settings) -> dict[str, int]:
    """Ben and Caro hold mandates; the co-op is a German one."""
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    now = clock.real_now()
    install(mode=Mode.TEST, public_url="http://coop.example", now=now)
    found = {name: make_person(name, signs_in=True, now=now) for name in ("ada", "ben", "caro", "finn")}
    for number, each in enumerate(found.values()):
        members.enrol(each, branch=number % 3 + 1, votes_from=now, now=now)
    for name in ("ben", "caro"):
        grant_standing(person_id=found[name], kind=Standing.Kind.STEWARD, now=now)
    enact([SetParameter("texts.law", "de-eg")], reference="proposal:1", rule=UNANIMOUS, now=now)
    return found


@pytest.fixture
def case(ids: dict[str, int]) -> int:
    now = clock.now()
    post = publish_post(ids["finn"], text="I will come for you", now=now)
    sent = actions.report(ids["ada"], about=f"post:{post}", words="He means it", now=now)
    return actions.open_case(ids["ben"], report_id=sent, now=now)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def test_danger_is_noted_its_authority_named_and_that_it_was_told(ids: dict[str, int], case: int) -> None:
    ben, url = as_person(ids["ben"]), f"/moderation/cases/{case}"
    assert ben.post(f"{url}/danger", {"facts": " "}).status_code == 400
    assert ben.post(f"{url}/danger", {"facts": "He names the street"}).status_code == 303
    page = ben.get(url).content.decode()
    assert "Bundeskriminalamt" in page
    assert "nobody checked this paragraph" in page
    assert "Bundeskriminalamt" in ben.get("/moderation/law").content.decode()
    assert "An authority has to be told" in ben.get("/moderation/cases").content.decode()
    row = Duty.objects.get()
    assert ben.post(f"/moderation/duties/{row.id}", {"words": "", "do": "done"}).status_code == 400
    assert as_person(ids["finn"]).post(f"/moderation/duties/{row.id}", {"words": "x"}).status_code == 404
    assert ben.post(f"/moderation/duties/{row.id}", {"words": "File 7", "do": "done"}).status_code == 303
    assert "File 7" in ben.get(url).content.decode()
    assert "An authority has to be told" not in ben.get("/moderation/cases").content.decode()


def test_who_stands_aside_is_shown_the_case_no_more(ids: dict[str, int], case: int) -> None:
    caro, url = as_person(ids["caro"]), f"/moderation/cases/{case}"
    assert "I stand aside" in caro.get(url).content.decode()
    assert caro.post(f"{url}/aside", {"words": "We are neighbours"}).status_code == 303
    assert caro.get(url).status_code == 404
    assert Recusal.objects.get().words == "We are neighbours"

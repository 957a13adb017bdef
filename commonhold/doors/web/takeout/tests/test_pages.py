"""The page of one's own archive: asked for, watched, fetched whole and in parts, by nobody else."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people import actions as people
from commonhold.social.people.models import Login, Standing
from commonhold.social.takeout import folders
from commonhold.social.takeout.jobs import make_some, make_waiting
from commonhold.social.takeout.models import Takeout
from tests.cast import MORNING, make_person

_HERE = "/me/export"


@pytest.fixture
def ada(db: None) -> int:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    return make_person("ada", signs_in=True)


def of(person_id: int) -> Client:
    client = Client()
    client.force_login(Login.objects.get(people=person_id))
    return client


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_it_is_asked_for_watched_fetched_in_parts_and_thrown_away(ada: int) -> None:
    client = of(ada)
    assert "Make my archive" in client.get(_HERE).content.decode()
    assert client.post(_HERE).status_code == 303
    page = client.get(_HERE).content.decode()
    assert "parts are in it" in page
    assert "hx-trigger" in page
    assert client.post(_HERE).status_code == 400
    make_some(MORNING)
    make_waiting(MORNING)
    page = client.get(f"{_HERE}/progress").content.decode()
    assert "hx-trigger" not in page
    row = Takeout.objects.get()
    url = f"{_HERE}/{row.id}/commonhold.zip"
    assert url in page
    whole = client.get(url)
    content = body(whole)
    assert content == folders.whole(row.id).read_bytes()
    assert hashlib.sha256(content).hexdigest() in page
    assert whole["Content-Disposition"].startswith('attachment; filename="commonhold-')
    assert whole["Cache-Control"] == "private, no-store"
    part = client.get(url, headers={"Range": "bytes=100-", "If-Range": whole["ETag"]})
    assert part.status_code == 206
    assert body(part) == content[100:]
    assert client.get(url, headers={"Range": f"bytes={len(content)}-"}).status_code == 416
    assert client.post(f"{_HERE}/{row.id}/discard").status_code == 303
    assert client.get(url).status_code == 404


def test_nobody_else_gets_it(ada: int) -> None:
    of(ada).post(_HERE)
    make_waiting(MORNING)
    row = Takeout.objects.get()
    ben = of(make_person("ben", signs_in=True))
    assert ben.get(f"{_HERE}/{row.id}/commonhold.zip").status_code == 404
    assert ben.post(f"{_HERE}/{row.id}/discard").status_code == 404
    assert Client().get(f"{_HERE}/{row.id}/commonhold.zip").status_code == 302
    assert Takeout.objects.get().state == "ready"


def test_whoever_is_suspended_takes_everything_along_all_the_same(ada: int) -> None:
    people.grant_standing(person_id=ada, kind=Standing.Kind.SUSPENDED, now=MORNING)
    client = of(ada)
    assert client.post(_HERE).status_code == 303
    make_waiting(MORNING)
    assert client.get(f"{_HERE}/{Takeout.objects.get().id}/commonhold.zip").status_code == 200

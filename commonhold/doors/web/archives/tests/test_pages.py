"""The pages of moving in: what was refused says why, and nobody sees another's archive."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.archives.jobs import read_waiting
from commonhold.social.archives.models import Import
from commonhold.social.archives.tests.bringing import bring, write
from commonhold.social.archives.tests.maker import address, boost, files, note, zipped
from commonhold.social.people.models import Login
from commonhold.social.posts.models import Post
from tests.cast import MORNING, make_person

_HERE = "/settings/import"
ARCHIVE = zipped(files(note(1), note(2, inReplyTo="https://b.example/1"), boost(3)))


@pytest.fixture
def ada(db: None) -> int:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    return make_person("ada", signs_in=True)


def of(person_id: int) -> Client:
    client = Client()
    client.force_login(Login.objects.get(people=person_id))
    return client


def sent(name: str = "archive.zip", content: bytes = ARCHIVE) -> dict[str, SimpleUploadedFile]:
    return {"archive": SimpleUploadedFile(name, content)}


def test_an_archive_is_brought_looked_through_written_and_undone(ada: int) -> None:
    client = of(ada)
    assert client.post(_HERE, sent()).status_code == 303
    assert "It is being read" in client.get(_HERE).content.decode()
    read_waiting(MORNING)
    page = client.get(f"{_HERE}/progress").content.decode()
    assert "Boosts: those posts are other people" in page
    assert "hx-trigger" not in page
    row = Import.objects.get()
    answer = client.post(f"{_HERE}/{row.id}/start", {"way": "dated", "answers": "skip", "readers": "same"})
    assert answer.status_code == 303
    assert "0 of 2 posts gone through" in client.get(_HERE).content.decode()
    write(row.id)
    page = client.get(_HERE).content.decode()
    assert "1 post stands among yours." in page
    assert "1 was not chosen." in page
    shown = client.get(f"/@ada/{Post.objects.get().id}").content.decode()
    assert "from old.example" in shown
    assert f'href="{address(1)}"' in shown
    assert client.post(f"{_HERE}/{row.id}/undo").status_code == 303
    assert "1 post is still to be taken back" in client.get(_HERE).content.decode()


def test_what_is_refused_says_why_and_answers_400(ada: int) -> None:
    client = of(ada)
    answer = client.post(_HERE, sent(content=b""))
    assert answer.status_code == 400
    assert "is no archive that can be read here" in answer.content.decode()
    assert client.post(_HERE).status_code == 400
    client.post(_HERE, sent("broken.zip", b"PK\x03\x04"))
    read_waiting(MORNING)
    assert "“broken.zip” is damaged or was cut short" in client.get(_HERE).content.decode()
    import_id = bring(ada, ARCHIVE)
    assert client.post(f"{_HERE}/{import_id}/start", {"way": "loudly"}).status_code == 400
    assert client.post(_HERE, sent()).status_code == 400
    assert client.post(f"{_HERE}/{import_id}/give-up").status_code == 303
    assert not Post.objects.exists()


def test_pieces_go_on_where_they_stopped_and_out_of_place_they_are_refused(ada: int) -> None:
    client = of(ada)
    told = client.post(f"{_HERE}/begin", {"name": "a.zip", "size": len(ARCHIVE)}).json()
    assert told["received"] == 0
    first = client.post(told["url"], {"from": 0, "piece": io.BytesIO(ARCHIVE[:50])})
    assert first.json() == {"received": 50}
    for wrong in (
        {"from": 7, "piece": io.BytesIO(b"x")},
        {"from": 50},
        {"from": "x", "piece": io.BytesIO(b"x")},
    ):
        assert client.post(told["url"], wrong).status_code == 400
    assert client.post(f"{_HERE}/begin", {"name": "a.zip", "size": len(ARCHIVE)}).json()["received"] == 50
    assert client.post(f"{_HERE}/begin", {"name": "a.zip", "size": "many"}).status_code == 400
    client.post(told["url"], {"from": 50, "piece": io.BytesIO(ARCHIVE[50:])})
    read_waiting(MORNING)
    assert Import.objects.get().state == Import.State.READY


def test_nobody_sees_or_touches_another_s_archive(ada: int) -> None:
    import_id = bring(ada, ARCHIVE)
    other = of(make_person("ben", signs_in=True))
    assert "archive.zip" not in other.get(_HERE).content.decode()
    for way in ("start", "give-up", "undo", "piece"):
        answer = other.post(
            f"{_HERE}/{import_id}/{way}", {"way": "dated", "from": 0, "piece": io.BytesIO(b"x")}
        )
        assert answer.status_code in {400, 404}
    assert Client().get(_HERE).status_code == 302
    assert Import.objects.get().state == Import.State.READY

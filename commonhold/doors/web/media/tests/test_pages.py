"""Sending files, describing them, discarding them: with a script and without."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from PIL import Image

from commonhold.doors.web.media.uploads import bring_along, cards_of, reminder_of
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.media import jobs, queries
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person

JSON = {"Accept": "application/json"}


@pytest.fixture
def ada(db: None) -> int:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def browser(client: Client, ada: int) -> Client:
    client.force_login(get_user_model().objects.get(people=ada))
    return client


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (30, 20), "green").save(made, "PNG")
    return made.getvalue()


def file(data: bytes = b"", name: str = "leaf.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or png())


def send(browser: Client) -> str:
    medium_id: str = browser.post("/media", {"media": file()}, headers=JSON).json()["id"]
    jobs.make_waiting(MORNING)
    return medium_id


def test_a_script_sends_a_file_and_hears_when_it_is_ready(browser: Client, ada: int) -> None:
    answer = browser.post("/media", {"media": file()}, headers=JSON)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["kind"], told["state"], told["url"]) == ("image", "waiting", "")
    jobs.make_waiting(MORNING)
    told = browser.get(f"/media/{told['id']}", headers=JSON).json()
    assert told["state"] == "ready"
    assert browser.get(told["url"]).status_code == browser.get(told["small_url"]).status_code == 200


@pytest.mark.parametrize(
    ("data", "words"), [(b"<svg/>", "no picture"), (b"", "is empty"), (b"\x89PNG\r\n\x1a\n", "damaged")]
)
def test_a_refused_file_is_told_in_words(browser: Client, data: bytes, words: str) -> None:
    sent = SimpleUploadedFile("x.png", data)
    answer = browser.post("/media", {"media": sent}, headers=JSON)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    without_script = browser.post("/media", {"media": SimpleUploadedFile("x.png", data)})
    assert without_script.status_code == 400
    assert words in without_script.content.decode()


def test_without_a_script_sending_leads_to_describing(browser: Client, ada: int) -> None:
    assert browser.post("/media").status_code == 400
    edit = browser.post("/media", {"media": file()})["Location"]
    assert browser.get(edit).status_code == 200
    said = {"alt": "A leaf.", "across": "-500", "up": "250", "next": "/compose"}
    assert browser.post(edit, said)["Location"] == "/compose"
    view = queries.own_medium(Viewer(ada), int(edit.split("/")[2]))
    assert (view.alt, view.focus_x, view.focus_y) == ("A leaf.", -500, 250)


def test_a_refused_description_keeps_what_was_typed(browser: Client) -> None:
    medium_id = send(browser)
    for said in ({"alt": "a" * 1501}, {"alt": "kept", "across": "1001", "up": "0"}):
        answer = browser.post(f"/media/{medium_id}/edit", said)
        assert answer.status_code == 400
        assert said["alt"] in answer.content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"])
def test_nobody_is_led_elsewhere_after_describing(browser: Client, back: str) -> None:
    medium_id = send(browser)
    said = {"alt": "", "across": "0", "up": "0", "next": back}
    assert browser.post(f"/media/{medium_id}/edit", said)["Location"] == f"/media/{medium_id}/edit"


def test_a_file_that_is_in_no_post_can_be_removed(browser: Client, ada: int) -> None:
    idle, used = send(browser), send(browser)
    publish_post(ada, text="look", media=[int(used)], now=MORNING)
    assert browser.post(f"/media/{used}/discard").status_code == 403
    assert browser.post(f"/media/{idle}/discard", headers=JSON).status_code == 204
    assert browser.get(f"/media/{idle}", headers=JSON).status_code == 404


def test_others_files_are_not_found_and_strangers_sign_in_first(browser: Client) -> None:
    medium_id = send(browser)
    stranger, ben = Client(), Client()
    ben.force_login(get_user_model().objects.get(people=make_person("ben", signs_in=True)))
    for path in (f"/media/{medium_id}", f"/media/{medium_id}/edit"):
        assert ben.get(path).status_code == 404
        assert stranger.get(path).status_code == 302
    assert stranger.post("/media", {"media": file()}).status_code == 302


def test_a_picture_that_is_being_made_replaces_its_place_when_it_is_ready(browser: Client, ada: int) -> None:
    medium_id = browser.post("/media", {"media": file()}, headers=JSON).json()["id"]
    part = browser.get(f"/media/{medium_id}", headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" in part
    jobs.make_waiting(MORNING)
    part = browser.get(f"/media/{medium_id}", headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in part
    assert "<img" in part


def test_a_form_brings_new_files_and_those_sent_before(ada: int) -> None:
    said = {"media": [file(), file(b"<svg/>", "logo.svg")]}
    first = bring_along(RequestFactory().post("/compose", said), ada, now=MORNING)
    assert len(first.ids) == 1
    assert "logo.svg" in first.refusals[0]
    kept = first.ids[0]
    again = {"media_id": [str(kept), "404", "x"], f"alt_{kept}": "A leaf.", "media": [file()]}
    second = bring_along(RequestFactory().post("/compose", again), ada, now=MORNING)
    assert (len(second.ids), second.ids[0], second.refusals) == (2, kept, [])
    cards = cards_of(Viewer(ada), second.ids)
    assert [each.alt for each in cards] == ["A leaf.", ""]
    assert "1 file has no description yet" in reminder_of(cards)
    assert reminder_of(cards[:1]) == ""
    out = {"media_id": [str(each) for each in second.ids], "leave_out": [str(kept)]}
    assert bring_along(RequestFactory().post("/compose", out), ada, now=MORNING).ids == second.ids[1:]
    ben = make_person("ben")
    assert bring_along(RequestFactory().post("/compose", again), ben, now=MORNING).ids != second.ids


def test_the_viewers_sheet_is_there_for_scripts(client: Client, ada: int) -> None:
    assert "<dialog" in client.get("/media/viewer").content.decode()

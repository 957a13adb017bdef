"""Labels on pages: whoever reads a labeler sees its words as she chose, and nobody else sees any."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.groups.actions import founding
from commonhold.social.labels import actions
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.people.actions import follow
from commonhold.social.posts.actions import publish_post
from tests.cast import make_person


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=clock.now())


@pytest.fixture
def cast(founded: None) -> dict[str, int]:
    """Ada moderates a group, Ben follows Caro and Dev."""
    found = {name: make_person(name, member=True, signs_in=True) for name in ("ada", "ben", "caro", "dev")}
    for name in ("caro", "dev"):
        follow(found["ben"], person_id=found[name], now=clock.now())
    return found


@pytest.fixture
def post(cast: dict[str, int]) -> int:
    return publish_post(cast["caro"], text="The butler did it", now=clock.now())


@pytest.fixture
def labeler(cast: dict[str, int]) -> int:
    group = founding.found_group(cast["ada"], handle="film", title="Film club", now=clock.now())
    return actions.open_labeler(
        cast["ada"],
        title="Film warnings",
        values=["spoiler: tells the end", "sad"],
        group_id=group,
        now=clock.now(),
    )


def put(cast: dict[str, int], labeler: int, about: str, value: str = "spoiler") -> int:
    return actions.put_label(cast["ada"], labeler_id=labeler, about=about, value=value, now=clock.now())


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def text(client: Client, url: str, status: int = 200) -> str:
    said = client.get(url)
    assert said.status_code == status, url
    return said.content.decode()


def test_a_labeler_is_opened_for_a_group_by_its_moderators_alone(cast: dict[str, int]) -> None:
    founding.found_group(cast["ada"], handle="film", title="Film club", now=clock.now())
    ada = as_person(cast["ada"])
    assert "A labeler of Film club" in text(ada, "/labelers/new?group=film")
    text(as_person(cast["ben"]), "/labelers/new?group=film", 404)
    sent = {"title": "Film warnings", "words": "", "values": "spoiler: tells the end\nsad"}
    said = ada.post("/labelers/new?group=film", sent)
    assert said.status_code == 303
    assert Labeler.objects.get().group is not None
    assert "Film warnings" in text(Client(), "/labelers")
    assert "Its labeler" in text(ada, "/g/film")
    again = ada.post("/labelers/new?group=film", sent)
    assert again.status_code == 400
    assert b"This labeler is there already" in again.content


@pytest.mark.parametrize(
    ("act", "is_there", "is_folded"), [("badge", True, False), ("warn", True, True), ("hide", False, False)]
)
def test_a_labelled_post_stands_in_home_as_its_reader_chose(
    cast: dict[str, int], post: int, labeler: int, act: str, is_there: bool, is_folded: bool
) -> None:
    put(cast, labeler, f"post:{post}")
    ben = as_person(cast["ben"])
    assert "Film warnings" not in text(ben, "/")
    ben.post(f"/labelers/{labeler}/choose")
    chosen = ben.post(f"/labelers/{labeler}/choose", {"word-0": act, "word-1": "nothing"})
    assert chosen.status_code == 303
    home = text(ben, "/")
    assert ("The butler did it" in home) is is_there
    assert ("Filtered: spoiler (Film warnings)." in home) is is_folded
    assert ("Film warnings" in home) is is_there
    shown = text(ben, f"/@caro/{post}")
    assert "The butler did it" in shown  # who asks for it by its address reads it
    assert "Film warnings" in shown
    ben.post(f"/labelers/{labeler}/leave")
    assert "Film warnings" not in text(ben, "/")


def test_who_reads_no_labeler_costs_no_statement_more(cast: dict[str, int], post: int, labeler: int) -> None:
    ben = as_person(cast["ben"])
    text(ben, "/local")
    with CaptureQueriesContext(connection) as before:
        text(ben, "/local")
    put(cast, labeler, f"post:{post}")
    with CaptureQueriesContext(connection) as after:
        text(ben, "/local")
    assert len(after) <= len(before)
    actions.subscribe(cast["ben"], labeler_id=labeler, now=clock.now())
    with CaptureQueriesContext(connection) as reading:
        assert "Film warnings" in text(ben, "/local")
    assert len(reading) <= len(before) + 1


def test_labels_of_a_person_and_of_a_server_stand_on_their_pages(cast: dict[str, int], labeler: int) -> None:
    put(cast, labeler, f"person:{cast['dev']}", "sad")
    put(cast, labeler, "server:elsewhere.example", "sad")
    actions.subscribe(cast["ben"], labeler_id=labeler, now=clock.now())
    ben = as_person(cast["ben"])
    for url in ("/@dev", "/about/servers/on/elsewhere.example"):
        assert "Film warnings" in text(ben, url)
        assert "Film warnings" not in text(as_person(cast["caro"]), url)


def test_a_label_is_put_from_the_page_of_a_post_and_shown_to_everybody_with_its_reason(
    cast: dict[str, int], post: int, labeler: int
) -> None:
    ada = as_person(cast["ada"])
    assert f"/labels/new?about=post:{post}" in text(ada, f"/@caro/{post}")
    assert "Label a post by @caro" in text(ada, f"/labels/new?about=post:{post}")
    sent = {"choice": f"{labeler}/spoiler", "words": "It tells the end", "days": "30"}
    assert ada.post(f"/labels/new?about=post:{post}", sent).status_code == 303
    row = Label.objects.get()
    shown = text(Client(), f"/labels/{row.id}")
    assert "It tells the end" in shown
    assert "tells the end" in text(Client(), f"/labelers/{labeler}")
    again = ada.post(f"/labels/new?about=post:{post}", sent)
    assert again.status_code == 400
    assert b"says so already" in again.content
    assert "You have no labeler" in text(as_person(cast["ben"]), f"/labels/new?about=post:{post}")
    text(ada, "/labels/new?about=post:1", 404)
    text(ada, "/labels/new?about=remark:1", 404)
    text(ada, "/labels/1", 404)
    text(ada, "/labelers/1", 404)


def test_a_label_is_disputed_answered_and_kept_in_the_history(
    cast: dict[str, int], post: int, labeler: int
) -> None:
    made = put(cast, labeler, f"post:{post}")
    caro, ada, ben = (as_person(cast[name]) for name in ("caro", "ada", "ben"))
    assert "Dispute this label" in text(caro, f"/labels/{made}")
    assert "Dispute this label" not in text(ben, f"/labels/{made}")
    assert "spoiler" in text(caro, "/labels")
    empty = caro.post(f"/labels/{made}/dispute", {"words": " "})
    assert empty.status_code == 400
    assert caro.post(f"/labels/{made}/dispute", {"words": "It is a joke"}).status_code == 303
    assert "They wait for your answer" in text(ada, "/labels")
    assert "It is a joke" in text(ben, f"/labels/{made}")
    said = ada.post(f"/labels/{made}/answer", {"outcome": "withdraw", "words": "So it is"})
    assert said.status_code == 303
    shown = text(ben, f"/labels/{made}")
    assert "Taken back" in shown
    assert "So it is" in shown
    assert "Taken back" in text(ben, f"/labelers/{labeler}?ended")


def test_a_label_that_stays_can_be_brought_before_our_moderation(
    cast: dict[str, int], post: int, labeler: int
) -> None:
    made = put(cast, labeler, f"post:{post}")
    actions.dispute(cast["caro"], label_id=made, words="It is a joke", now=clock.now())
    ada, caro = as_person(cast["ada"]), as_person(cast["caro"])
    ada.post(f"/labels/{made}/answer", {"outcome": "keep", "words": "It is not"})
    assert f"/report?about=label:{made}" in text(caro, f"/labels/{made}")
    assert "Film warnings" in text(caro, f"/report?about=label:{made}")
    assert f"/report?about=labeler:{labeler}" in text(caro, f"/labelers/{labeler}")


def test_a_labeler_is_changed_and_closed_by_whoever_speaks_for_it(cast: dict[str, int], labeler: int) -> None:
    ada = as_person(cast["ada"])
    text(as_person(cast["ben"]), f"/labelers/{labeler}/edit", 404)
    assert "spoiler: tells the end" in text(ada, f"/labelers/{labeler}/edit")
    sent = {"title": "Reels", "words": "What we saw", "values": "spoiler"}
    assert ada.post(f"/labelers/{labeler}/edit", sent).status_code == 303
    assert "What we saw" in text(Client(), f"/labelers/{labeler}")
    assert ada.post(f"/labelers/{labeler}/edit", {**sent, "title": "x" * 81}).status_code == 400
    assert ada.post(f"/labelers/{labeler}/close").status_code == 303
    assert "Reels" not in text(Client(), "/labelers")
    assert "closed" in text(Client(), f"/labelers/{labeler}")


def test_a_label_taken_back_says_why(cast: dict[str, int], post: int, labeler: int) -> None:
    made = put(cast, labeler, f"post:{post}")
    ada = as_person(cast["ada"])
    assert ada.post(f"/labels/{made}/withdraw", {"words": "Wrong film"}).status_code == 303
    assert "Wrong film" in text(Client(), f"/labels/{made}")


def test_what_a_labeler_says_is_a_file_for_other_co_ops(
    cast: dict[str, int], post: int, labeler: int
) -> None:
    put(cast, labeler, f"post:{post}")
    for url in ("/labelers/list", f"/labelers/{labeler}/list"):
        said = Client().get(url)
        assert said.headers["Content-Type"].startswith("text/plain")
        assert "Film warnings" in said.content.decode()
    text(Client(), "/labelers/1/list", 404)

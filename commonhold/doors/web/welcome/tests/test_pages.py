"""The first hour's pages: what is chosen is followed, what is refused keeps what was typed."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.archives import queries as archives
from commonhold.social.collections import actions as collections
from commonhold.social.first_hour import queries
from commonhold.social.groups import queries as groups
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer
from commonhold.social.tags import actions as tag_actions
from commonhold.social.tags import queries as tags
from tests.cast import MORNING, make_person

FRIENDS = "/welcome/friends"


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def uma(client: Client) -> int:
    """Signed in at the client."""
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def follows(person_id: int) -> set[str]:
    return {each.handle for each in people.following(Viewer(person_id), person_id)}


def states(person_id: int) -> dict[str, str]:
    return {each.step: each.state for each in queries.progress(Viewer(person_id)).steps}


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for step in ("", "/interests", "/company", "/friends", "/yourself", "/news"):
        assert client.get(f"/welcome{step}").status_code == 302


def test_every_step_has_its_page_and_can_be_skipped_until_it_ends_at_home(client: Client, uma: int) -> None:
    for step in ("interests", "company", "friends", "yourself", "news"):
        assert "Skip this" in client.get(f"/welcome/{step}").content.decode()
        led = client.post("/welcome/skip", {"step": step}).headers["Location"]
    assert led == "/"
    assert set(states(uma).values()) == {"skipped"}
    assert client.post("/welcome/skip", {"step": "dance"}).status_code == 404
    assert "skipped" in client.get("/welcome").content.decode()


def test_the_rest_is_skipped_at_once(client: Client, uma: int) -> None:
    assert client.post("/welcome/skip").headers["Location"] == "/"
    assert queries.progress(Viewer(uma)).is_over


def test_interests_are_tags_that_one_follows(client: Client, uma: int) -> None:
    tag_actions.follow_tag(uma, name="bread", now=MORNING)
    led = client.post("/welcome/interests", {"tag": ["seeds"], "own": "#Bees, clocks"})
    assert led.headers["Location"] == "/welcome/company"
    assert set(tags.followed(Viewer(uma))) == {"seeds", "bees", "clocks"}
    assert states(uma)["interests"] == "taken"


def test_an_interest_that_is_no_tag_is_refused_with_what_was_typed(client: Client, uma: int) -> None:
    answer = client.post("/welcome/interests", {"own": "bees ?!"})
    assert answer.status_code == 400
    assert "bees ?!" in answer.content.decode()
    assert not states(uma)["interests"]


def test_people_collections_and_groups_are_followed_at_once(
    client: Client, uma: int, ada: int, ben: int, caro: int
) -> None:
    made = collections.make_collection(ada, title="Start here", summary="", now=MORNING)
    collections.ask_to_include(ada, collection_id=made, person_id=ben, now=MORNING)
    collections.accept_inclusion(ben, collection_id=made, now=MORNING)
    found_group(ada, handle="garden", title="Garden", summary="", now=MORNING)
    assert "Start here" in client.get("/welcome/company").content.decode()
    chosen = {"collection": [made, "x"], "person": ["caro", "nobody"], "group": ["garden"]}
    assert client.post("/welcome/company", chosen).status_code == 303
    assert {"ben", "caro"} <= follows(uma)
    assert [each.handle for each in groups.mine(Viewer(uma))] == ["garden"]


def test_names_are_looked_up_before_anything_is_written(client: Client, uma: int, ada: int) -> None:
    pasted = "@ada, nobody_has_this\nhttps://elsewhere.example/@eve bob@far.example\n???"
    seen = client.post(FRIENDS, {"names": pasted})
    found = seen.context["seen"]
    assert [each.handle for each in found.to_follow] == ["ada"]
    assert list(found.elsewhere) == ["eve@elsewhere.example", "bob@far.example"]
    assert list(found.nobody) == ["nobody_has_this"]
    assert list(found.unread) == [3]
    assert follows(uma) == set()
    led = client.post(FRIENDS, {"names": seen.context["names"], "do": "follow"})
    assert led.status_code == 303
    assert follows(uma) == {"ada"}
    assert archives.awaited(Viewer(uma))[0].count == 2


@pytest.mark.parametrize(
    "content",
    [
        "Account address,Show boosts\nada@coop.example,true\neve@far.example,true\n",
        "ada\n@eve@far.example\n",
    ],
    ids=["mastodon", "one a line"],
)
def test_a_file_of_follows_is_told_and_then_taken_in(
    client: Client, uma: int, ada: int, content: str
) -> None:
    file = SimpleUploadedFile("following_accounts.csv", content.encode())
    seen = client.post(FRIENDS, {"table": file})
    assert [each.handle for each in seen.context["seen"].to_follow] == ["ada"]
    assert list(seen.context["seen"].elsewhere) == ["eve@far.example"]
    client.post(FRIENDS, {"names": seen.context["names"], "do": "follow"})
    assert follows(uma) == {"ada"}
    again = client.post(FRIENDS, {"names": "ada"}).context["seen"]
    assert (list(again.to_follow), again.is_of_use) == ([], False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Account address,Show boosts\n\xff\xfe,true\n", "byte"),
        (b"Account address,Show boosts\nnot an address,true\n", "line 2"),
        (b"!!!\n???\n", "line 1"),
        (b"", "line 1"),
    ],
)
def test_a_broken_file_is_refused_with_the_place_where_it_breaks(
    client: Client, uma: int, content: bytes, words: str
) -> None:
    file = SimpleUploadedFile("following_accounts.csv", content)
    answer = client.post(FRIENDS, {"table": file})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not archives.awaited(Viewer(uma))


def test_oneself_is_described_and_a_long_summary_refused(client: Client, uma: int) -> None:
    assert client.post("/welcome/yourself", {"display_name": "Uma", "summary": "Clocks."}).status_code == 303
    assert people.profile(Viewer(uma), "uma").summary == "Clocks."
    long = client.post("/welcome/yourself", {"display_name": "Uma", "summary": "a lot " * 300})
    assert long.status_code == 400
    assert "a lot a lot" in long.content.decode()


def test_mail_is_chosen(client: Client, uma: int) -> None:
    assert client.post("/welcome/news", {"rhythm": "weekly"}).status_code == 303
    assert client.post("/welcome/news", {"rhythm": "hourly"}).status_code == 400


def test_the_home_of_who_follows_nobody_shows_everybody_and_what_to_do_next(
    client: Client, uma: int, ada: int
) -> None:
    from_ada = client.get("/").content.decode()
    assert "You follow nobody yet" in from_ada
    assert 'href="/welcome"' in from_ada
    client.post("/@ada/follow")
    assert "You follow nobody yet" not in client.get("/").content.decode()

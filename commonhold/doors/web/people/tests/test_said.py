"""What somebody said, on her page: what she keeps on top, tabs, pages."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.actors.models import RemoteActor
from commonhold.social.people.actions import meet_remote_person
from commonhold.social.posts.actions import pin_post, publish_post
from tests.cast import MORNING, make_person, minutes


@pytest.fixture
def ada(db: None) -> int:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def ben(ada: int) -> int:
    return make_person("ben", signs_in=True)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def seen(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_post_is_put_on_top_from_its_page_and_taken_down_again(ada: int, ben: int) -> None:
    said = publish_post(ada, text="New here?", now=MORNING)
    hers = as_person(ada)
    assert "Keep on top of my page" in seen(f"/@ada/{said}", hers)
    assert "Keep on top of my page" not in seen(f"/@ada/{said}", as_person(ben))
    assert hers.post(f"/@ada/{said}/pin")["Location"] == "/@ada"
    assert "It stands on top of your page now." in seen("/@ada", hers)
    page = seen("/@ada")
    assert 'id="pinned"' in page
    assert page.count("New here?") == 1
    assert 'id="pinned"' not in seen("/@ada/replies")
    assert hers.post(f"/@ada/{said}/pin", {"undo": "1"})["Location"] == "/@ada"
    assert 'id="pinned"' not in seen("/@ada")


def test_what_may_not_stand_on_top_is_refused_in_words(ada: int, ben: int) -> None:
    hers = publish_post(ada, text="New here?", now=MORNING)
    closed = publish_post(ada, text="Among us", audience="followers", now=MORNING)
    assert "Keep on top of my page" not in seen(f"/@ada/{closed}", as_person(ada))
    for by, post_id, words in (
        (ada, closed, "This post is for few people"),
        (ben, hers, "Nothing was changed"),
    ):
        answer = as_person(by).post(f"/@ada/{post_id}/pin")
        assert answer.status_code == 403
        assert words in answer.content.decode()
    assert as_person(ben).post(f"/@ada/{closed}/pin").status_code == 404
    assert "/account/login" in Client().post(f"/@ada/{hers}/pin")["Location"]


def test_on_later_pages_a_pinned_post_stands_at_its_own_place(ada: int) -> None:
    said = [publish_post(ada, text=f"Word {each}.", now=minutes(each)) for each in range(25)]
    pin_post(ada, post_id=said[1], now=minutes(30))
    first = seen("/@ada")
    assert "Word 1." in first
    assert "Word 2." not in first
    later = seen(f"/@ada?before={said[5]}")
    assert 'id="pinned"' not in later
    assert "Word 1." in later
    assert "Word 24." in seen("/@ada?before=nonsense")


def test_each_tab_says_kindly_when_there_is_nothing(ada: int) -> None:
    assert "Nothing here for you to read yet" in seen("/@ada")
    assert "No pictures, sounds or films here" in seen("/@ada/media")
    assert Client().get("/@nobody/media").status_code == 404


def test_emoji_in_a_name_from_elsewhere_are_her_servers_and_not_ours(ada: int) -> None:
    eve = meet_remote_person(
        handle="eve", domain="elsewhere.example", display_name="Eve :blobCat: :nothing:", now=MORNING
    )
    RemoteActor.objects.create(
        person_id=eve,
        uri="https://elsewhere.example/users/eve",
        kind="Person",
        inbox="https://elsewhere.example/inbox",
        emoji={"blobCat": "/media/cat"},
        fetched_at=MORNING,
    )
    page = seen("/@eve@elsewhere.example", as_person(ada))
    assert '<h1>Eve <img class="emoji" src="/media/cat" alt=":blobCat:"' in page
    assert ":nothing:</h1>" in page

"""Nobody is offered to thank herself; how many thanked her she reads all the same."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.actions import add_profile, follow
from commonhold.social.posts.actions import publish_post, thank_author
from tests.cast import MORNING, make_person, minutes


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def thanks_on(client: Client, path: str) -> tuple[bool, str]:
    """Is a button to thank on the page, and what is read beside the heart in a hand?"""
    page = client.get(path).content.decode()
    told = re.search(r'action-word">Thank</span>(?: <span class="count">(\d+)</span>)?', page)
    return "/thank" in page, "nothing" if told is None else told[1] or "0"


def test_own_words_have_no_button_to_thank_but_their_number() -> None:
    ada, ben = (make_person(each, member=True, signs_in=True) for each in ("ada", "ben"))
    follow(ben, person_id=ada, now=MORNING)
    said = publish_post(ada, text="Bread", now=minutes(1))
    pages = ("/", f"/@ada/{said}", "/@ada", "/local")
    hers, his = as_person(ada), as_person(ben)
    assert {thanks_on(hers, each) for each in pages} == {(False, "nothing")}
    assert {thanks_on(his, each) for each in pages} == {(True, "0")}
    thank_author(ben, post_id=said, now=minutes(2))
    assert {thanks_on(hers, each) for each in pages} == {(False, "1")}
    assert {thanks_on(his, each) for each in pages} == {(True, "1")}
    assert {thanks_on(Client(), each) for each in pages[1:]} == {(False, "1")}


def test_neither_profile_is_offered_to_thank_for_what_the_other_says() -> None:
    ada, ben, caro = (make_person(each, member=True, signs_in=True) for each in ("ada", "ben", "caro"))
    works = add_profile(ada, handle="works", display_name="A. Works", now=MORNING)
    for each in (ada, ben, caro):
        follow(each, person_id=works, now=MORNING)
    said = publish_post(works, text="Signs, painted", now=minutes(1))
    own, his = as_person(ada), as_person(ben)
    pages = ("/", f"/@works/{said}", "/@works", "/local")
    assert {thanks_on(own, each) for each in pages} == {(False, "nothing")}
    assert {thanks_on(his, each) for each in pages} == {(True, "0")}
    own.post("/settings/profiles/switch", {"person": works})
    assert {thanks_on(own, each) for each in pages} == {(False, "nothing")}
    assert {thanks_on(as_person(caro), each) for each in pages} == {(True, "0")}

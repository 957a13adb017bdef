"""What is kept of a home page is shared by no readers who differ in anything that it shows."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.actions import follow
from commonhold.social.posts.actions import choose_habits, publish_post
from commonhold.social.posts.habits import HabitsView
from tests.cast import MORNING, make_person, minutes


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


def home_of(person_id: int) -> str:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client.get("/").content.decode()


def chosen_in(page: str) -> list[str]:
    """The audiences that the small composer begins with."""
    return re.findall(r'<option value="(\w+)" selected', page)


def test_the_composer_begins_with_each_readers_own_habit() -> None:
    ada, ben = (make_person(each, member=True, signs_in=True) for each in ("ada", "ben"))
    publish_post(dev := make_person("dev", member=True), text="Bread", now=minutes(1))
    for each in (ada, ben):
        follow(each, person_id=dev, now=MORNING)
    before = home_of(ada)
    choose_habits(ben, habits=HabitsView("followers"), now=MORNING)
    assert chosen_in(home_of(ben)) == ["followers"]
    assert chosen_in(home_of(ada)) == chosen_in(before) != ["followers"]
    choose_habits(ada, habits=HabitsView("unlisted"), now=MORNING)
    assert (chosen_in(home_of(ada)), chosen_in(home_of(ben))) == (["unlisted"], ["followers"])

"""The home page asks at most twelve things of the database, whatever stands on it."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.emoji.actions import add_emoji
from commonhold.social.feeds import home
from commonhold.social.filters import actions as filters
from commonhold.social.media.tests.bringing import brought
from commonhold.social.media.tests.samples import picture
from commonhold.social.people.actions import describe_person, follow, grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts.actions import boost_post, publish_post
from commonhold.social.tags.actions import follow_tag
from tests.cast import MORNING, make_group_of, make_person, minutes
from tests.visible import visible_text

MOST = 12


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def ada(founded: None) -> int:
    return make_person("ada", member=True, signs_in=True)


@pytest.fixture
def client(ada: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=ada))
    return client


def read(client: Client, path: str = "/") -> tuple[str, int]:
    """What the page says, and how many statements it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode(), len(asked)


def fill(ada: int, times: int) -> None:
    """Everything that a post may have, so many times over."""
    ben, dev, eve = (make_person(each, member=True) for each in ("ben", "dev", "eve"))
    grant_standing(person_id=ada, kind=Standing.Kind.STEWARD, now=MORNING)
    emoji = brought(ada, picture(), purpose="emoji").id
    add_emoji(ada, shortcode="bread", medium_id=emoji, now=MORNING)
    describe_person(ben, display_name="Ben :bread:", summary="", now=MORNING)
    group = make_group_of(ada, ben)
    follow(ada, person_id=ben, now=MORNING)
    follow_tag(ada, name="soup", now=MORNING)
    filters.make_filter(ada, title="No ads", phrases=["advert"], now=MORNING)
    for each in range(times):
        at = 10 * each
        said = publish_post(dev, text=f"Said {each}", now=minutes(at))
        publish_post(ben, text="A leaf", media=[brought(ben, picture()).id], now=minutes(at + 1))
        publish_post(ben, text="Which?", poll=NewPoll(["Soup", "Bread"], minutes=60), now=minutes(at + 2))
        publish_post(ben, text="Look at this", quoted=said, now=minutes(at + 3))
        publish_post(eve, text="Hot #soup", now=minutes(at + 4))
        publish_post(ben, text="Among us", audience="group", group_id=group, now=minutes(at + 5))
        boost_post(ben, post_id=said, now=minutes(at + 6))


def test_a_page_with_everything_takes_no_more(ada: int, client: Client) -> None:
    fill(ada, 4)
    home.forget()
    first, most = read(client)
    again, fewer = read(client)
    for words in ("A leaf", "Which?", "Said 3", "Hot", "because you follow #soup", "boosted", "Among us"):
        assert words in visible_text(first), words
    for marks in ('class="emoji"', "/media/", "Keep order", 'type="radio"'):
        assert marks in first, marks
    assert first.count('class="post"') == again.count('class="post"') == 20
    assert fewer <= most <= MOST


def test_who_follows_nobody_yet_has_a_page_that_takes_no_more(ada: int, client: Client) -> None:
    for each in range(3):
        publish_post(make_person(f"p{each}"), text=f"Hello {each}", now=minutes(each))
    home.forget()
    page, most = read(client)
    assert "You follow nobody yet" in visible_text(page)
    assert most <= MOST

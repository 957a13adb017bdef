"""The rule from memory and the rule in the database say the same, for every audience and whoever looks."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.ground.changes.reading import open_reading
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.rule import seen
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Audience, Post
from commonhold.social.posts.visibility import visible_posts
from tests.cast import MORNING, befriend, make_eve, make_group_of, make_list_of, make_person, minutes

pytestmark = pytest.mark.both_databases

_VIEWERS = (
    "ada",
    "friend",
    "follower",
    "followed",
    "listed",
    "grouped",
    "joined",
    "blocked",
    "blocking",
    "eve",
)


@pytest.fixture
def village(committing_db: str) -> dict[str, int]:
    who = {each: make_person(each, member=each in {"ada", "joined"}) for each in _VIEWERS[:-1]}
    who["eve"] = make_eve()
    befriend(who["ada"], who["friend"])
    people.follow(who["follower"], person_id=who["ada"], now=MORNING)
    for each in ("followed", "listed"):
        people.follow(who["ada"], person_id=who[each], now=MORNING)
    for each in ("blocked", "blocking"):
        people.follow(who[each], person_id=who["ada"], now=MORNING)
    people.block(who["ada"], person_id=who["blocked"], now=minutes(1))
    people.block(who["blocking"], person_id=who["ada"], now=minutes(1))
    people.block_server(who["joined"], domain="elsewhere.example", now=minutes(1))
    return who


def test_memory_and_database_let_the_same_people_see_the_same_posts(village) -> None:
    ada = village["ada"]
    where: dict[Audience, dict[str, Any]] = {
        Audience.GROUP: {"group_id": make_group_of(ada, village["grouped"])},
        Audience.LIST: {"list_id": make_list_of(ada, village["listed"])},
    }
    said = [
        posts.publish_post(
            ada, text="Hello @followed", audience=each, now=minutes(2 + n), **where.get(each, {})
        )
        for n, each in enumerate(Audience)
    ]
    asked = posts.publish_post(ada, text="Well?", approves_replies=True, now=minutes(20))
    waits = posts.publish_post(village["follower"], text="Yes.", in_reply_to=asked, now=minutes(21))
    gone = posts.publish_post(ada, text="Oops.", now=minutes(22))
    posts.remove_post(ada, post_id=gone, now=minutes(23))
    Post.objects.filter(id=said[0]).update(author_id=village["eve"])
    reading = open_reading()
    memory = Memory(reading)
    memory.catch_up()
    known = memory.posts([*said, asked, waits, gone])
    for viewer in (*village.values(), None):
        by_rule = set(visible_posts(Viewer(viewer)).filter(id__in=known).values_list("id", flat=True))
        assert seen(reading, memory.reader(viewer), known.values()) == by_rule, viewer

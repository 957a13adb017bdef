"""A withheld post is there for its author alone, also for readers who knew it before."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.ground.changes.reading import open_reading
from commonhold.social.memory.memory import Memory
from commonhold.social.memory.rule import seen
from commonhold.social.people.actions.coop import open_coop_account
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import actions
from commonhold.social.posts.models import Audience
from commonhold.social.posts.visibility import visible_posts
from tests.cast import MORNING, befriend, make_group_of, make_list_of, make_person, minutes


@pytest.mark.both_databases
def test_memory_and_database_withhold_the_same_from_the_same_people(committing_db: str) -> None:
    ada, friend, other = (make_person(each, member=True) for each in ("ada", "friend", "other"))
    house = open_coop_account(wanted_handles=["coop"], name="Ours", summary="", followers=[], now=MORNING)
    befriend(ada, friend)
    where: dict[Audience, dict[str, Any]] = {
        Audience.GROUP: {"group_id": make_group_of(ada, friend)},
        Audience.LIST: {"list_id": make_list_of(ada, friend)},
    }
    said = [
        actions.publish_post(
            ada, text="Hello @friend", audience=each, now=minutes(2 + n), **where.get(each, {})
        )
        for n, each in enumerate(Audience)
    ]
    reading = open_reading()
    memory = Memory(reading)
    memory.catch_up()
    memory.posts(said)  # known before
    for each in said:
        actions.restrict_post(
            post_id=each, kind="withheld", reference="measure:1", keeper=house, now=minutes(30)
        )
    memory.catch_up()
    known = memory.posts(said)
    for viewer in (ada, friend, other, None):
        by_rule = set(visible_posts(Viewer(viewer)).filter(id__in=said).values_list("id", flat=True))
        assert by_rule == (set(said) if viewer == ada else set())
        assert seen(reading, memory.reader(viewer), known.values()) == by_rule

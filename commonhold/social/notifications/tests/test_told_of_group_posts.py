"""What is said in groups, at home and among the notifications of their members."""

from __future__ import annotations

import pytest

from commonhold.ground.jobs.actions import run_due
from commonhold.social.feeds import queries as feeds
from commonhold.social.groups.actions import founding, joining
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries
from commonhold.social.posts.actions import announce_in_group, publish_post, take_out_of_group
from tests.cast import MORNING, minutes


@pytest.fixture
def garden(ada: int, ben: int) -> int:
    """Ada's group, which Ben has joined and its members alone read."""
    group_id = founding.found_group(
        ada, handle="garden", title="Garden", is_readable_by_all=False, now=MORNING
    )
    joining.join_group(ben, group_id=group_id, now=MORNING)
    run_due(MORNING)
    return group_id


def say(by: int, group_id: int) -> int:
    return publish_post(by, text="Beans", audience="group", group_id=group_id, now=minutes(1))


def test_members_read_it_at_home(ada: int, ben: int, caro: int, garden: int) -> None:
    said = say(ada, garden)
    assert [each.id for each in feeds.home(Viewer(ben))] == [said]
    assert feeds.new_in_home(Viewer(ben), after=0) == [said]
    assert feeds.home(Viewer(caro)) == []
    publish_post(ada, text="An aside", in_reply_to=said, now=minutes(2))
    assert [each.id for each in feeds.home(Viewer(ben))] == [said]


def test_an_announcement_is_told_to_every_member_once(ada: int, ben: int, caro: int, garden: int) -> None:
    said = say(ada, garden)
    announce_in_group(ada, post_id=said, now=minutes(2))
    announce_in_group(ada, post_id=said, now=minutes(3))
    run_due(minutes(4))
    told = [each.kind for each in notifications.for_person(Viewer(ben))]
    assert told == ["group.announced"]
    assert queries.post(Viewer(ben), said).is_announced
    assert notifications.unread_count(Viewer(ada)) == notifications.unread_count(Viewer(caro)) == 0


def test_who_is_taken_out_is_told_and_led_to_the_reason(ada: int, ben: int, garden: int) -> None:
    said = say(ben, garden)
    take_out_of_group(ada, post_id=said, reason="No sales here", now=minutes(3))
    run_due(minutes(5))
    (told,) = notifications.for_person(Viewer(ben))
    assert (told.kind, told.subject) == ("group.post-removed", f"post:ben/{said}")

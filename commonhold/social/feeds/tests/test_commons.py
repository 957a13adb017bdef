from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.social.feeds import actions, commons
from commonhold.social.feeds.models import Ranking
from commonhold.social.feeds.tests.test_ranked import made
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person, minutes

NIGHT = MORNING + timedelta(hours=12)


@pytest.fixture
def people(db: None) -> list[int]:
    """Six who write one post each, and read what the others wrote in an order of their own."""
    six = [make_person(f"p{each}") for each in range(6)]
    for each in six:
        publish_post(each, text="hello", now=minutes(1))
    return six


def read(people: list[int]) -> None:
    for each in people:
        actions.order_by(each, digest=made(each), now=minutes(2))
        actions.order_home(each, now=minutes(3))


def test_a_week_is_told_in_thousandths_of_first_places(people):
    read(people)
    commons.look(NIGHT)
    (week,) = commons.weeks()
    assert (week.readers, week.authors, week.busiest_tenth) == (6, 6, 100)
    assert (week.bridging, week.newcomers, week.strangers) == (0, 1000, 833)


def test_of_fewer_than_five_readers_nothing_is_told(people):
    read(people[:4])
    commons.look(NIGHT)
    (week,) = commons.weeks()
    assert {week.readers, week.authors, week.busiest_tenth, week.bridging, week.newcomers} == {None}


def test_it_is_looked_at_once_a_night_and_told_week_by_week(people):
    read(people)
    for day in range(10):
        commons.look(NIGHT + timedelta(days=day))
        commons.look(NIGHT + timedelta(days=day, minutes=1))
    assert [each.at.day for each in commons.weeks()] == [13, 6]


def test_orders_of_another_week_are_left_out(people):
    read(people)
    Ranking.objects.update(at=MORNING - timedelta(days=8))
    commons.look(NIGHT)
    assert commons.weeks()[0].readers is None

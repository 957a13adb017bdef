"""What the co-op tells the world of its size."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.social.consents import actions
from commonhold.social.consents.purposes import STATISTICS
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.census import active, census, weeks
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.django_db


def test_people_and_what_they_wrote_are_counted() -> None:
    ada, ben = (make_person(each, signs_in=True) for each in ("ada", "ben"))
    publish_post(ada, text="Early.", now=MORNING - timedelta(days=60))
    publish_post(ben, text="Now.", now=MORNING)
    publish_post(ben, text="Again.", audience="followers", now=MORNING)
    publish_post(ben, text="@ada Just us.", audience="direct", now=MORNING)
    counted = census(now=MORNING + timedelta(hours=1))
    assert (counted.people, counted.posts, counted.servers) == (2, 3, 0)
    assert (counted.active_month, counted.active_half_year) == (1, 2)


def test_weeks_begin_on_mondays_the_latest_first() -> None:
    ada = make_person("ada", signs_in=True)
    publish_post(ada, text="This week.", now=MORNING)
    publish_post(ada, text="The week before.", now=MORNING - timedelta(days=3))
    told = weeks(now=MORNING)
    assert len(told) == 12
    assert [(each.posts, each.writers, each.arrivals) for each in told[:3]] == [
        (1, 1, 1),
        (1, 1, 0),
        (0, 0, 0),
    ]
    assert told[0].start.weekday() == 0


def test_who_does_not_want_to_be_counted_is_left_out_of_the_number(coop, ada, ben):
    for each in (ada, ben):
        publish_post(each, text="Good morning", now=MORNING)
    assert active(now=minutes(90)) == 2
    actions.say(ben, purpose=STATISTICS, is_given=False, now=minutes(80))
    assert active(now=minutes(90)) == 1

"""What other servers tell of their people: they move, are gone, or count other followers than we do."""

from __future__ import annotations

import pytest

from commonhold.ground.jobs.models import Job
from commonhold.social.people import actions, queries
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import NoSuchPerson
from tests.cast import MORNING, make_eve, minutes


@pytest.fixture
def eve(db: None) -> int:
    return make_eve()


def test_followers_follow_where_somebody_went_unless_a_block_stands_between(
    ada: int, ben: int, caro: int, eve: int
):
    for each in (ada, ben, caro):
        actions.follow(each, person_id=eve, now=MORNING)
    actions.block(ben, person_id=caro, now=minutes(1))
    assert actions.follow_where_she_went(eve, moved_to=caro, now=minutes(2)) == 1  # not Ben, nor Caro herself
    assert queries.is_following(Viewer(ada), caro)
    assert not queries.is_following(Viewer(ben), caro)
    assert queries.followers_here(eve) == []


def test_who_is_gone_elsewhere_leaves_a_tombstone(ada: int, eve: int):
    actions.say_farewell(eve, now=MORNING)
    actions.say_farewell(eve, now=minutes(1))
    assert Person.objects.get(id=eve).removed_at == MORNING
    with pytest.raises(NoSuchPerson):
        actions.say_farewell(ada, now=minutes(1))


def test_a_server_that_counts_a_follower_has_accepted_her_or_hears_that_she_is_none(
    ada: int, ben: int, eve: int
):
    actions.follow(ada, person_id=eve, now=MORNING)
    for each in (ada, ben):
        actions.settle_follow(each, person_id=eve, now=minutes(1))
    assert queries.is_following(Viewer(ada), eve)
    actions.settle_follow(ada, person_id=eve, now=minutes(2))
    assert Follow.objects.count() == 1
    told = Job.objects.filter(payload__event="people.unfollowed").values_list(
        "payload__facts__follower_id", flat=True
    )
    assert set(told) <= {ben}
    with pytest.raises(NoSuchPerson):
        actions.settle_follow(eve, person_id=ada, now=minutes(3))

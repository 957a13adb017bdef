from __future__ import annotations

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.models import Follow
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import (
    AccountClosed,
    FollowsNot,
    FollowsOneself,
    NoSuchPerson,
    NotAsked,
)
from tests.cast import MORNING, befriend, make_person


@pytest.fixture
def shy(db: None) -> int:
    return make_person("shy", approves_followers=True)


def test_following_is_at_once_unless_the_followed_approves(ada: int, ben: int, shy: int) -> None:
    assert actions.follow(ada, person_id=ben, now=MORNING)
    assert not actions.follow(ada, person_id=shy, now=MORNING)
    assert queries.is_following(Viewer(ada), ben)
    assert not queries.is_following(Viewer(ada), shy)
    assert queries.profile(Viewer(ada), "shy").is_asked
    assert [each.id for each in queries.follow_requests(Viewer(shy))[0]] == [ada]
    assert queries.followers(Viewer(ada), shy) == []


def test_an_accepted_request_is_a_follow(ada: int, shy: int) -> None:
    actions.follow(ada, person_id=shy, now=MORNING)
    actions.accept_follow(shy, person_id=ada, now=MORNING)
    assert queries.is_following(Viewer(ada), shy)
    assert [each.id for each in queries.followers(ANYONE, shy)] == [ada]
    assert [each.id for each in queries.following(ANYONE, ada)] == [shy]
    assert queries.follow_requests(Viewer(shy))[0] == []
    with pytest.raises(NotAsked):
        actions.accept_follow(shy, person_id=ada, now=MORNING)


def test_following_twice_is_following_once(ada: int, ben: int) -> None:
    actions.follow(ada, person_id=ben, now=MORNING)
    assert actions.follow(ada, person_id=ben, now=MORNING)
    assert Follow.objects.count() == 1


def test_nobody_accepts_what_was_not_asked_or_was_asked_of_others(ada: int, ben: int, shy: int) -> None:
    actions.follow(ada, person_id=shy, now=MORNING)
    for by, person_id in ((shy, ben), (ada, shy), (ben, ada)):
        with pytest.raises(NotAsked):
            actions.accept_follow(by, person_id=person_id, now=MORNING)
    assert not queries.is_following(Viewer(ada), shy)


def test_unfollowing_and_declining_end_it_for_both_and_may_be_repeated(ada: int, ben: int, shy: int) -> None:
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ada, person_id=shy, now=MORNING)
    for _again in range(2):
        actions.unfollow(ada, person_id=ben, now=MORNING)
        actions.decline_follow(shy, person_id=ada, now=MORNING)
    assert not queries.is_following(Viewer(ada), ben)
    assert not queries.profile(Viewer(ada), "shy").is_asked


def test_who_asked_reads_whom_and_takes_it_back(ada: int, ben: int, shy: int) -> None:
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ada, person_id=shy, now=MORNING)
    assert [each.id for each in queries.asked_to_follow(Viewer(ada))[0]] == [shy]
    assert queries.followers_waiting(Viewer(shy)) == 1
    assert queries.asked_to_follow(ANYONE)[0] == []
    actions.unfollow(ada, person_id=shy, now=MORNING)
    assert queries.asked_to_follow(Viewer(ada))[0] == []
    assert queries.followers_waiting(Viewer(shy)) == queries.followers_waiting(ANYONE) == 0


def test_requests_are_read_page_by_page_from_either_end(ada: int, ben: int, caro: int, shy: int) -> None:
    for each in (ada, ben, caro):
        actions.follow(each, person_id=shy, now=MORNING)
    first, older = queries.follow_requests(Viewer(shy), limit=2)
    assert [each.id for each in first] == [caro, ben]
    last, end = queries.follow_requests(Viewer(shy), before=older, limit=2)
    assert ([each.id for each in last], end) == ([ada], None)
    other = make_person("other", approves_followers=True)
    actions.follow(ada, person_id=other, now=MORNING)
    first, older = queries.asked_to_follow(Viewer(ada), limit=1)
    assert [each.id for each in first] == [other]
    last, end = queries.asked_to_follow(Viewer(ada), before=older, limit=1)
    assert ([each.id for each in last], end) == ([shy], None)


def test_a_follower_is_removed_and_may_follow_again(ada: int, ben: int, shy: int) -> None:
    befriend(ada, ben)
    for _again in range(2):
        actions.remove_follower(ben, person_id=ada, now=MORNING)
    assert not queries.is_following(Viewer(ada), ben)
    assert queries.is_following(Viewer(ben), ada)
    assert actions.follow(ada, person_id=ben, now=MORNING)
    personal_data.erase(shy, MORNING)
    with pytest.raises(AccountClosed):
        actions.remove_follower(shy, person_id=ada, now=MORNING)


def test_declining_ends_no_follow_that_was_accepted(ada: int, shy: int) -> None:
    befriend(ada, shy)
    actions.decline_follow(shy, person_id=ada, now=MORNING)
    assert queries.is_following(Viewer(ada), shy)


def test_nobody_follows_herself_or_somebody_who_is_not_there(ada: int, ben: int) -> None:
    with pytest.raises(FollowsOneself):
        actions.follow(ada, person_id=ada, now=MORNING)
    personal_data.erase(ben, MORNING)
    for person_id in (ben, 1):
        with pytest.raises(NoSuchPerson):
            actions.follow(ada, person_id=person_id, now=MORNING)
    with pytest.raises(AccountClosed):
        actions.unfollow(ben, person_id=ada, now=MORNING)


def test_a_stranger_follows_nobody(ada: int) -> None:
    assert not queries.is_following(ANYONE, ada)
    assert queries.follow_requests(ANYONE)[0] == []


def test_who_lets_herself_be_suggested_is_suggested_to_those_whose_friends_follow_her(
    ada, ben, caro, dev, eve
):
    actions.follow(ada, person_id=ben, now=MORNING)
    actions.follow(ben, person_id=caro, now=MORNING)
    assert queries.suggested(Viewer(ada)) == []
    for each in (ben, caro, dev):
        actions.choose_to_be_found(each, is_searchable=False, is_discoverable=True, now=MORNING)
    assert [(line.handle, shared) for line, shared in queries.suggested(Viewer(ada))] == [
        ("caro", 1),
        ("dev", 0),
    ]
    assert {line.handle for line, _shared in queries.suggested(ANYONE)} == {"ben", "caro", "dev"}
    assert queries.is_findable(Viewer(caro)) == (False, True)
    assert queries.is_findable(ANYONE) == (False, False)


def test_who_is_not_wanted_is_suggested_no_more(ada: int, ben: int) -> None:
    actions.choose_to_be_found(ben, is_searchable=False, is_discoverable=True, now=MORNING)
    assert [line.id for line, _shared in queries.suggested(Viewer(ada))] == [ben]
    for _again in range(2):
        actions.suggest_no_more(ada, person_id=ben, now=MORNING)
    assert queries.suggested(Viewer(ada)) == []
    assert personal_data.export_of(ada)["not_suggested"] == ["ben"]
    with pytest.raises(NoSuchPerson):
        actions.suggest_no_more(ada, person_id=7, now=MORNING)
    personal_data.erase(ben, MORNING)
    assert personal_data.export_of(ada)["not_suggested"] == []


def test_a_bell_is_set_for_whom_one_follows_and_for_nobody_else(ada: int, ben: int) -> None:
    with pytest.raises(FollowsNot):
        actions.choose_bell(ada, person_id=ben, rings=True)
    actions.choose_bell(ada, person_id=ben, rings=False)
    actions.follow(ada, person_id=ben, now=MORNING)
    assert queries.with_bells_for(ben) == []
    actions.choose_bell(ada, person_id=ben, rings=True)
    assert queries.with_bells_for(ben) == [ada]
    assert queries.profile(Viewer(ada), "ben").has_bell

"""Lists: kept by one reader, and known to nobody else."""

from __future__ import annotations

import pytest

from commonhold.ground.spans import Span
from commonhold.social.lists import actions, personal_data, queries
from commonhold.social.lists.refusals import (
    ListIsFull,
    NoSuchList,
    NotFollowed,
    StrangeAnswers,
    TitleLength,
    TooManyAtOnce,
    TooManyLists,
)
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from tests.cast import MORNING, befriend, make_person, minutes


@pytest.fixture
def friends(ada: int, ben: int, caro: int) -> int:
    """Ada's list with Ben on it; she follows Caro too."""
    befriend(ada, ben, caro)
    list_id = actions.make_list(ada, title="  Yard   friends ", now=MORNING)
    actions.put_on_list(ada, list_id=list_id, person_id=ben, now=MORNING)
    return list_id


def test_a_list_has_a_name_and_holds_people_whom_its_owner_follows(ada: int, ben: int, friends: int) -> None:
    seen = queries.line(Viewer(ada), friends)
    assert (seen.title, seen.is_exclusive) == ("Yard friends", False)
    assert [each.id for each in queries.people_on(Viewer(ada), friends)[0]] == [ben]
    assert [(each.id, each.size) for each in queries.lists_of(Viewer(ada))] == [(friends, 1)]
    assert queries.listing(Viewer(ada), ben) == {friends}


def test_somebody_put_on_twice_is_on_it_once_and_taken_off_is_gone(ada: int, caro: int, friends: int) -> None:
    for _again in range(2):
        actions.put_on_list(ada, list_id=friends, person_id=caro, now=minutes(1))
    assert len(queries.people_on(Viewer(ada), friends)[0]) == 2
    for _again in range(2):
        actions.take_off_list(ada, list_id=friends, person_id=caro, now=minutes(2))
    assert len(queries.people_on(Viewer(ada), friends)[0]) == 1


def test_a_list_is_renamed_made_exclusive_and_deleted(ada: int, friends: int) -> None:
    actions.change_list(ada, list_id=friends, title="Near", is_exclusive=True, now=minutes(1))
    seen = queries.line(Viewer(ada), friends)
    assert (seen.title, seen.is_exclusive) == ("Near", True)
    actions.delete_list(ada, list_id=friends, now=minutes(2))
    assert queries.lists_of(Viewer(ada)) == []


def test_nobody_else_learns_of_a_list_or_changes_it(ada: int, ben: int, friends: int) -> None:
    for stranger in (Viewer(ben), ANYONE):
        assert queries.lists_of(stranger) == []
        assert not queries.owns(stranger, friends)
        with pytest.raises(NoSuchList):
            queries.line(stranger, friends)
        with pytest.raises(NoSuchList):
            queries.people_on(stranger, friends)
    for act, more in (
        (actions.change_list, {"title": "Mine", "is_exclusive": False}),
        (actions.delete_list, {}),
        (actions.put_on_list, {"person_id": ada}),
        (actions.take_off_list, {"person_id": ben}),
    ):
        with pytest.raises(NoSuchList):
            act(ben, list_id=friends, now=minutes(1), **more)
    assert queries.line(Viewer(ada), friends).title == "Yard friends"


def test_a_list_needs_a_name_of_at_most_a_hundred_characters(ada: int, friends: int) -> None:
    for title in ("", "  ", "x" * 101):
        with pytest.raises(TitleLength):
            actions.make_list(ada, title=title, now=MORNING)
        with pytest.raises(TitleLength):
            actions.change_list(ada, list_id=friends, title=title, is_exclusive=False, now=MORNING)


def test_whoever_is_not_followed_cannot_be_listed(ada: int, dev: int, friends: int) -> None:
    with pytest.raises(NotFollowed):
        actions.put_on_list(ada, list_id=friends, person_id=dev, now=MORNING)
    with pytest.raises(NoSuchPerson):
        actions.put_on_list(ada, list_id=friends, person_id=1, now=MORNING)


def test_there_is_an_end_to_lists_and_to_their_people(
    ada: int, caro: int, friends: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_LISTS", 1)
    monkeypatch.setattr(actions, "MOST_PEOPLE", 1)
    with pytest.raises(TooManyLists):
        actions.make_list(ada, title="More", now=MORNING)
    with pytest.raises(ListIsFull):
        actions.put_on_list(ada, list_id=friends, person_id=caro, now=MORNING)


def test_an_export_has_her_lists_and_erasing_her_takes_her_off_others(
    ada: int, ben: int, friends: int
) -> None:
    exported = personal_data.export_of(ada)["lists"]
    assert [(each["title"], each["people"]) for each in exported] == [("Yard friends", ["ben"])]
    personal_data.erase(ben, minutes(1))
    assert queries.people_on(Viewer(ada), friends)[0] == []
    personal_data.erase(ada, minutes(1))
    assert personal_data.export_of(ada) == {"lists": []}


def test_several_are_put_on_a_list_together_or_nobody_is(ada: int, ben: int, caro: int, friends: int) -> None:
    actions.put_several_on_list(ada, list_id=friends, people_ids=[ben, caro, ada], now=minutes(1))
    assert len(queries.listed(Viewer(ada), friends, Span())) == 3
    actions.take_several_off_list(ada, list_id=friends, people_ids=[ben, caro, ada], now=minutes(2))
    stranger = make_person("fay")
    with pytest.raises(NotFollowed):
        actions.put_several_on_list(ada, list_id=friends, people_ids=[ben, stranger], now=minutes(3))
    assert queries.listed(Viewer(ada), friends, Span()) == []
    with pytest.raises(TooManyAtOnce):
        actions.put_several_on_list(ada, list_id=friends, people_ids=range(101), now=minutes(4))
    with pytest.raises(TooManyAtOnce):
        actions.take_several_off_list(ada, list_id=friends, people_ids=range(1001), now=minutes(4))


def test_which_answers_a_list_shows_is_one_of_three(ada: int, ben: int, friends: int) -> None:
    assert queries.line(Viewer(ada), friends).answers == queries.answers_of(Viewer(ada), friends) == "list"
    for strange in ("all", ""):
        with pytest.raises(StrangeAnswers):
            actions.make_list(ada, title="Odd", answers=strange, now=minutes(1))
    for read in (queries.line, queries.answers_of):
        with pytest.raises(NoSuchList):
            read(Viewer(ben), friends)
    with pytest.raises(NoSuchList):
        queries.listed(Viewer(ben), friends, Span())

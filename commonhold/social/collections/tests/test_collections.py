"""Starter collections: nobody is shown without her own yes, and she can take it back."""

from __future__ import annotations

import pytest

from commonhold.social.collections import actions, personal_data, queries
from commonhold.social.collections.refusals import (
    AskedAlready,
    CollectionIsFull,
    NobodyAskedYou,
    NoSuchCollection,
    NotYourCollection,
    SaidNo,
    SummaryTooLong,
    TitleLength,
    TooManyAtOnce,
    TooManyCollections,
)
from commonhold.social.people import actions as people
from commonhold.social.people import queries as people_queries
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from tests.cast import MORNING, make_person, minutes


@pytest.fixture
def gardeners(ada: int, ben: int) -> int:
    """Ada's collection; Ben is asked."""
    made = actions.make_collection(ada, title=" Garden  people ", summary="Beans first.", now=MORNING)
    actions.ask_to_include(ada, collection_id=made, person_id=ben, now=MORNING)
    return made


def shown(viewer: Viewer, collection_id: int) -> list[str]:
    return [each.person.handle for each in queries.collection(viewer, collection_id).shown]


def test_somebody_is_shown_only_after_her_yes_and_no_longer_than_she_likes(
    ada: int, ben: int, gardeners: int
) -> None:
    assert shown(ANYONE, gardeners) == shown(Viewer(ada), gardeners) == []
    assert [each.id for each in queries.asking(Viewer(ben))] == [gardeners]
    actions.accept_inclusion(ben, collection_id=gardeners, now=minutes(1))
    assert shown(ANYONE, gardeners) == ["ben"]
    assert [each.id for each in queries.showing(Viewer(ben))] == [gardeners]
    actions.withdraw_inclusion(ben, collection_id=gardeners, now=minutes(2))
    assert shown(ANYONE, gardeners) == []


def test_who_was_asked_only_the_curator_and_she_herself_know(
    ada: int, ben: int, caro: int, gardeners: int
) -> None:
    assert [each.handle for each in queries.collection(Viewer(ada), gardeners).waiting] == ["ben"]
    assert queries.collection(Viewer(ben), gardeners).my_state == "asked"
    for other in (Viewer(caro), ANYONE):
        seen = queries.collection(other, gardeners)
        assert (seen.title, seen.summary, seen.waiting, seen.my_state) == (
            "Garden people",
            "Beans first.",
            [],
            "",
        )


def test_a_no_is_kept_and_she_is_not_asked_again(ada: int, ben: int, gardeners: int) -> None:
    actions.decline_inclusion(ben, collection_id=gardeners, now=minutes(1))
    actions.take_out(ada, collection_id=gardeners, person_id=ben, now=minutes(2))
    with pytest.raises(SaidNo):
        actions.ask_to_include(ada, collection_id=gardeners, person_id=ben, now=minutes(3))
    for answer in (actions.accept_inclusion, actions.decline_inclusion, actions.withdraw_inclusion):
        with pytest.raises(NobodyAskedYou):
            answer(ben, collection_id=gardeners, now=minutes(4))


def test_nobody_is_asked_twice_and_taken_out_she_may_be_asked_anew(
    ada: int, ben: int, gardeners: int
) -> None:
    with pytest.raises(AskedAlready):
        actions.ask_to_include(ada, collection_id=gardeners, person_id=ben, now=minutes(1))
    actions.take_out(ada, collection_id=gardeners, person_id=ben, now=minutes(2))
    assert queries.asking(Viewer(ben)) == []
    actions.ask_to_include(ada, collection_id=gardeners, person_id=ben, now=minutes(3))


def test_the_curator_need_not_ask_herself(ada: int, gardeners: int) -> None:
    actions.ask_to_include(ada, collection_id=gardeners, person_id=ada, now=minutes(1))
    assert shown(ANYONE, gardeners) == ["ada"]
    assert [each.id for each in queries.collections(ANYONE)] == [gardeners]


def test_collections_that_show_nobody_are_their_curators_alone(ada: int, caro: int, gardeners: int) -> None:
    assert queries.collections(Viewer(caro)) == queries.made_by(Viewer(caro), ada) == []
    assert [each.id for each in queries.made_by(Viewer(ada), ada)] == [gardeners]


def test_one_click_follows_everybody_shown_and_asks_where_it_must(
    ada: int, ben: int, caro: int, gardeners: int
) -> None:
    shy = make_person("shy", approves_followers=True)
    actions.ask_to_include(ada, collection_id=gardeners, person_id=shy, now=minutes(1))
    for each in (ben, shy):
        actions.accept_inclusion(each, collection_id=gardeners, now=minutes(2))
    assert queries.collection(Viewer(caro), gardeners).to_follow == 2
    assert actions.follow_all(caro, collection_id=gardeners, now=minutes(3)) == 2
    assert people_queries.followed_among(Viewer(caro), [ben, shy]) == {ben}
    assert [each.id for each in people_queries.follow_requests(Viewer(shy))[0]] == [caro]
    people.accept_follow(shy, person_id=caro, now=minutes(4))
    assert actions.follow_all(caro, collection_id=gardeners, now=minutes(5)) == 0
    assert actions.follow_all(ben, collection_id=gardeners, now=minutes(6)) == 1, "all but herself"


def test_only_the_curator_changes_it(ben: int, caro: int, gardeners: int) -> None:
    for act, more in (
        (actions.change_collection, {"title": "Mine", "summary": ""}),
        (actions.delete_collection, {}),
        (actions.ask_to_include, {"person_id": caro}),
        (actions.take_out, {"person_id": ben}),
    ):
        with pytest.raises(NotYourCollection):
            act(caro, collection_id=gardeners, now=minutes(1), **more)


def test_it_is_renamed_and_deleted(ada: int, ben: int, gardeners: int) -> None:
    actions.change_collection(ada, collection_id=gardeners, title="Growers", summary="", now=minutes(1))
    assert queries.collection(ANYONE, gardeners).title == "Growers"
    actions.delete_collection(ada, collection_id=gardeners, now=minutes(2))
    with pytest.raises(NoSuchCollection):
        queries.collection(Viewer(ada), gardeners)
    for act in (actions.accept_inclusion, actions.follow_all):
        with pytest.raises(NoSuchCollection):
            act(ben, collection_id=gardeners, now=minutes(3))


def test_words_numbers_and_people_have_bounds(
    ada: int, caro: int, gardeners: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("", " ", "x" * 81):
        with pytest.raises(TitleLength):
            actions.make_collection(ada, title=title, now=MORNING)
    with pytest.raises(SummaryTooLong):
        actions.make_collection(ada, title="x", summary="y" * 501, now=MORNING)
    with pytest.raises(NoSuchPerson):
        actions.ask_to_include(ada, collection_id=gardeners, person_id=1, now=MORNING)
    monkeypatch.setattr(actions, "MOST_COLLECTIONS", 1)
    monkeypatch.setattr(actions, "MOST_PEOPLE", 1)
    with pytest.raises(TooManyCollections):
        actions.make_collection(ada, title="x", now=MORNING)
    with pytest.raises(CollectionIsFull):
        actions.ask_to_include(ada, collection_id=gardeners, person_id=caro, now=MORNING)


def test_an_export_has_both_sides_and_erasing_takes_her_out(ada: int, ben: int, gardeners: int) -> None:
    actions.accept_inclusion(ben, collection_id=gardeners, now=minutes(1))
    assert personal_data.export_of(ada)["collections"][0]["people"] == ["ben"]
    assert personal_data.export_of(ben)["inclusions"][0]["state"] == "accepted"
    personal_data.erase(ben, minutes(2))
    assert shown(ANYONE, gardeners) == []
    personal_data.erase(ada, minutes(2))
    assert queries.collections(ANYONE) == []


def test_a_new_collection_asks_people_or_is_not_made(ada: int, ben: int, caro: int) -> None:
    made = actions.make_collection(ada, title="Bakers", people_ids=[ben, ada, ben], now=MORNING)
    assert [(each.person_id, each.state) for each in queries.items_in(Viewer(ada), [made])[made]] == [
        (ben, "asked"),
        (ada, "accepted"),
    ]
    for wrong, refusal in (([caro, 7], NoSuchPerson), (range(26), TooManyAtOnce)):
        with pytest.raises(refusal):
            actions.make_collection(ada, title="More", people_ids=list(wrong), now=MORNING)
    assert len(queries.made_by(Viewer(ada), ada)) == 1


def test_who_was_asked_is_known_to_the_two_alone(ada: int, ben: int, caro: int) -> None:
    made = actions.make_collection(ada, title="Bakers", people_ids=[ben], now=MORNING)
    (asked,) = queries.items_in(Viewer(ada), [made])[made]
    assert queries.item(Viewer(ben), made, asked.id) == asked
    for stranger in (Viewer(caro), ANYONE):
        assert queries.items_in(stranger, [made]) == {}
        with pytest.raises(NoSuchCollection):
            queries.item(stranger, made, asked.id)
        assert queries.holding(stranger, ben, offset=0, limit=9) == []
    actions.accept_inclusion(ben, collection_id=made, now=MORNING)
    assert [each.id for each in queries.holding(ANYONE, ben, offset=0, limit=9)] == [made]
    assert queries.line(ANYONE, made).title == "Bakers"
    with pytest.raises(NoSuchCollection):
        queries.line(ANYONE, 7)

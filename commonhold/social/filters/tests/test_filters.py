"""Filters: kept by one reader, and known to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.filters import actions, personal_data, queries
from commonhold.social.filters.keywords import Keyword
from commonhold.social.filters.matching import Place
from commonhold.social.filters.refusals import (
    EndHasPassed,
    NoPlace,
    NoSuchFilter,
    NothingToFilter,
    PhraseNotAllowed,
    TitleLength,
    TooManyFilters,
    TooManyPhrases,
    TooManyPosts,
)
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, make_person, minutes

SAID: dict[str, Any] = {
    "title": "Football",
    "phrases": ["football", "world  cup"],
    "are_whole": True,
    "places": [Place.HOME],
    "hides": True,
    "until": None,
}


@pytest.fixture
def football(ada: int) -> int:
    return actions.make_filter(ada, **SAID, now=MORNING)


def test_a_filter_says_which_words_where_and_what_becomes_of_them(ada: int, football: int) -> None:
    seen = queries.one(Viewer(ada), football, now=MORNING)
    assert (seen.title, seen.phrases, seen.places, seen.hides) == (
        "Football",
        ("football", "world cup"),
        (Place.HOME,),
        True,
    )
    rules = queries.rules_of(Viewer(ada), now=MORNING)
    verdict = rules.verdict(["The World\nCup begins"], Place.HOME)
    assert verdict is not None
    assert (verdict.hides, verdict.reason) == (True, "Football")
    assert rules.verdict(["The World Cup begins"], Place.THREADS) is None


def test_a_filter_is_changed_and_deleted(ada: int, football: int) -> None:
    changed = SAID | {"phrases": ["chess"], "hides": False, "places": [Place.HOME, Place.THREADS]}
    actions.change_filter(ada, filter_id=football, **changed, now=minutes(1))
    rules = queries.rules_of(Viewer(ada), now=minutes(1))
    assert rules.verdict(["football"], Place.HOME) is None
    verdict = rules.verdict(["chess"], Place.THREADS)
    assert verdict is not None
    assert not verdict.hides
    actions.delete_filter(ada, filter_id=football, now=minutes(2))
    assert queries.filters_of(Viewer(ada), now=minutes(2)) == []


def test_a_filter_that_has_ended_stays_in_the_list_and_hides_nothing(ada: int) -> None:
    actions.make_filter(ada, **SAID | {"until": minutes(5)}, now=MORNING)
    assert queries.rules_of(Viewer(ada), now=minutes(4)).verdict(["football"], Place.HOME) is not None
    assert queries.rules_of(Viewer(ada), now=minutes(5)).verdict(["football"], Place.HOME) is None
    assert [each.has_ended for each in queries.filters_of(Viewer(ada), now=minutes(5))] == [True]


def test_nobody_else_learns_of_a_filter_or_changes_it(ada: int, ben: int, football: int) -> None:
    for stranger in (Viewer(ben), ANYONE):
        assert queries.filters_of(stranger, now=MORNING) == []
        assert queries.rules_of(stranger, now=MORNING) == queries.NONE
        with pytest.raises(NoSuchFilter):
            queries.one(stranger, football, now=MORNING)
    with pytest.raises(NoSuchFilter):
        actions.change_filter(ben, filter_id=football, **SAID, now=MORNING)
    with pytest.raises(NoSuchFilter):
        actions.delete_filter(ben, filter_id=football, now=MORNING)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"title": " "}, TitleLength),
        ({"title": "x" * 101}, TitleLength),
        ({"phrases": ["", "  "]}, NothingToFilter),
        ({"phrases": ["x" * 101]}, PhraseNotAllowed),
        ({"phrases": ["\u200b\u0301"]}, PhraseNotAllowed),
        ({"phrases": [str(number) for number in range(101)]}, TooManyPhrases),
        ({"places": []}, NoPlace),
        ({"until": MORNING}, EndHasPassed),
    ],
)
def test_what_makes_no_filter_is_refused(ada: int, football: int, changed: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        actions.make_filter(ada, **SAID | changed, now=MORNING)
    with pytest.raises(refusal):
        actions.change_filter(ada, filter_id=football, **SAID | changed, now=MORNING)
    assert len(queries.filters_of(Viewer(ada), now=MORNING)) == 1


def test_there_is_an_end_to_filters(ada: int, football: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_FILTERS", 1)
    with pytest.raises(TooManyFilters):
        actions.make_filter(ada, **SAID, now=MORNING)


def test_filters_are_exported_and_erased(ada: int, football: int) -> None:
    assert personal_data.export_of(ada)["filters"][0]["phrases"][1] == {
        "phrase": "world cup",
        "is_whole": True,
    }
    personal_data.erase(ada, minutes(1))
    assert personal_data.export_of(ada) == {"filters": []}


def test_each_phrase_may_stand_inside_words_or_not(ada: int) -> None:
    mixed = [Keyword("ball", is_whole=False), Keyword("cup")]
    made = actions.make_filter(ada, **SAID | {"phrases": mixed}, now=MORNING)
    rules = queries.rules_of(Viewer(ada), now=MORNING)
    assert rules.verdict(["football"], Place.HOME) is not None
    assert rules.verdict(["cups"], Place.HOME) is None
    ball, cup = queries.one(Viewer(ada), made, now=MORNING).keywords
    for again in ({"phrases": ["cup", "ball", "goal"], "are_whole": False}, {"phrases": [cup, ball]}):
        actions.change_filter(ada, filter_id=made, **SAID | again, now=minutes(1))
        known = {each.phrase: each for each in queries.one(Viewer(ada), made, now=MORNING).keywords}
        assert (known["ball"], known["cup"]) == (ball, cup), "a form saved as it was"
    actions.change_filter(
        ada, filter_id=made, **SAID | {"phrases": ["ball"], "are_whole": True}, now=minutes(2)
    )
    (only,) = queries.one(Viewer(ada), made, now=MORNING).keywords
    assert (only.id, only.is_whole) == (ball.id, True)
    assert queries.with_keyword(Viewer(ada), ball.id, now=MORNING)[1] == only
    for viewer, keyword_id in ((Viewer(ada), cup.id), (ANYONE, ball.id)):
        with pytest.raises(NoSuchFilter):
            queries.with_keyword(viewer, keyword_id, now=MORNING)


def test_a_filter_may_name_single_posts(ada: int, ben: int, football: int) -> None:
    entry = actions.filter_post(ada, filter_id=football, post_id=7, now=MORNING)
    assert actions.filter_post(ada, filter_id=football, post_id=7, now=MORNING) == entry
    seen, found = queries.with_post(Viewer(ada), entry, now=MORNING)
    assert (seen.id, found.post_id) == (football, 7)
    assert personal_data.export_of(ada)["filters"][0]["posts"] == ["7"]
    for rules in (
        queries.rules_of(Viewer(ada), now=MORNING),
        queries.rules_of_many([ada, ben], now=MORNING)[ada],
    ):
        assert rules.verdict(["tea"], Place.HOME, post_id=7) is not None
        assert rules.verdict(["tea"], Place.HOME, post_id=8) is None
        assert rules.verdict(["tea"], Place.THREADS, post_id=7) is None
    actions.change_filter(ada, filter_id=football, **SAID | {"phrases": []}, now=minutes(1))
    assert queries.one(Viewer(ada), football, now=MORNING).posts == seen.posts
    with pytest.raises(NoSuchFilter):
        actions.filter_post(ben, filter_id=football, post_id=7, now=MORNING)
    with pytest.raises(NoSuchFilter):
        actions.unfilter_post(ben, filter_id=football, post_id=7, now=MORNING)
    actions.unfilter_post(ada, filter_id=football, post_id=7, now=MORNING)
    with pytest.raises(NoSuchFilter):
        queries.with_post(Viewer(ada), entry, now=MORNING)


@pytest.mark.both_databases
def test_both_databases_keep_words_and_posts_as_they_are(committing_db) -> None:
    ada = make_person("ada")
    made = actions.make_filter(ada, **SAID, now=MORNING)
    post_id = 116513361100844544  # as long as ids are
    actions.filter_post(ada, filter_id=made, post_id=post_id, now=MORNING)
    (seen,) = queries.filters_of(Viewer(ada), now=MORNING)
    assert (seen.phrases, seen.posts[0].post_id) == (("football", "world cup"), post_id)
    assert queries.with_keyword(Viewer(ada), seen.keywords[0].id, now=MORNING)[0] == seen
    rules = queries.rules_of(Viewer(ada), now=MORNING)
    assert rules.verdict(["tea"], Place.HOME, post_id=post_id) is not None
    assert rules.verdict(["a world cup"], Place.HOME) is not None


def test_a_filter_has_room_for_so_many_posts(ada: int, football: int) -> None:
    for post_id in range(1, actions.MOST_POSTS + 1):
        actions.filter_post(ada, filter_id=football, post_id=post_id, now=MORNING)
    with pytest.raises(TooManyPosts):
        actions.filter_post(ada, filter_id=football, post_id=1000, now=MORNING)


def test_a_program_may_make_a_filter_and_fill_it_later(ada: int) -> None:
    made = actions.make_filter(ada, title="Later", phrases=[], may_be_empty=True, now=MORNING)
    assert queries.one(Viewer(ada), made, now=MORNING).keywords == ()
    assert queries.rules_of(Viewer(ada), now=MORNING).verdict(["anything"], Place.HOME) is None


def test_what_has_ended_may_be_changed_and_stay_ended(ada: int) -> None:
    made = actions.make_filter(ada, **SAID | {"until": minutes(1)}, now=MORNING)
    actions.change_filter(ada, filter_id=made, **SAID | {"until": minutes(1), "hides": False}, now=minutes(5))
    with pytest.raises(EndHasPassed):
        actions.change_filter(ada, filter_id=made, **SAID | {"until": minutes(2)}, now=minutes(5))

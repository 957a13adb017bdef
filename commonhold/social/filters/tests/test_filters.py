"""Filters: kept by one reader, and known to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.filters import actions, personal_data, queries
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
)
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, minutes

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
    assert personal_data.export_of(ada)["filters"][0]["phrases"] == ["football", "world cup"]
    personal_data.erase(ada, minutes(1))
    assert personal_data.export_of(ada) == {"filters": []}

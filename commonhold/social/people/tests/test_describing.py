"""Saying who one is: pronouns, lines, and whether people ask before they follow."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.queries import ANYONE, FieldLine, Viewer
from commonhold.social.people.refusals import (
    AccountClosed,
    FieldIncomplete,
    FieldTooLong,
    PronounsTooLong,
    SummaryTooLong,
    TooManyFields,
)
from tests.cast import MORNING, make_person, minutes


def present(by: int, **changed: Any) -> None:
    said: dict[str, Any] = {"display_name": "Ada", "summary": "", "pronouns": "", "fields": []}
    actions.present_oneself(by, **{**said, "approves_followers": False, "now": MORNING, **changed})


def test_a_profile_shows_pronouns_and_lines_in_their_order(ada: int) -> None:
    lines = [(" Garden ", "plot 12"), ("", " "), ("Site", "https://ada.example/me?a=1")]
    present(ada, pronouns=" she/her ", fields=lines)
    seen = queries.profile(ANYONE, "ada")
    assert seen.pronouns == "she/her"
    assert seen.fields == [
        FieldLine("Garden", "plot 12", False),
        FieldLine("Site", "https://ada.example/me?a=1", True),
    ]
    present(ada)
    assert (queries.profile(ANYONE, "ada").pronouns, queries.profile(ANYONE, "ada").fields) == ("", [])


@pytest.mark.parametrize(
    "value",
    ["http://a.example", "javascript:alert(1)", "see https://a.example", "https://", 'https://a.example/"x'],
)
def test_only_a_whole_https_address_becomes_a_link(ada: int, value: str) -> None:
    present(ada, fields=[("Site", value)])
    assert not queries.profile(ANYONE, "ada").fields[0].is_link


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"pronouns": "x" * 41}, PronounsTooLong),
        ({"fields": [("a", "b")] * 7}, TooManyFields),
        ({"fields": [("a", " ")]}, FieldIncomplete),
        ({"fields": [("", "b")]}, FieldIncomplete),
        ({"fields": [("x" * 61, "b")]}, FieldTooLong),
        ({"fields": [("a", "x" * 251)]}, FieldTooLong),
        ({"summary": "x" * 1001}, SummaryTooLong),
    ],
)
def test_a_refused_description_changes_nothing(
    ada: int, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    present(ada, pronouns="she/her", fields=[("Garden", "plot 12")])
    before = queries.profile(ANYONE, "ada")
    with pytest.raises(refusal):
        present(ada, **{"display_name": "Other", "approves_followers": True, **changed})
    assert queries.profile(ANYONE, "ada") == before


def test_who_is_asked_first_keeps_her_followers_and_may_open_again(ada: int, ben: int, caro: int) -> None:
    actions.follow(ben, person_id=ada, now=MORNING)
    present(ada, approves_followers=True)
    actions.follow(caro, person_id=ada, now=minutes(1))
    assert queries.profile(Viewer(ben), "ada").is_followed
    assert queries.profile(Viewer(caro), "ada").is_asked
    actions.choose_to_approve_followers(ada, approves=False, now=minutes(2))
    assert queries.profile(Viewer(caro), "ada").is_asked
    assert not queries.profile(Viewer(caro), "ada").approves_followers


def test_somebody_who_left_takes_her_lines_along_and_says_nothing_more(db: None) -> None:
    uma = make_person("uma", signs_in=True)
    present(uma, pronouns="she/her", fields=[("Garden", "plot 12")])
    plot = {"label": "Garden", "value": "plot 12", "shown_to": "everybody", "verified_at": None}
    assert personal_data.export_of(uma)["fields"] == [plot]
    personal_data.erase(uma, minutes(1))
    after = personal_data.export_of(uma)
    assert (after["pronouns"], after["fields"]) == ("", [])
    for act in (
        lambda: actions.add_to_description(uma, pronouns="", fields=[], now=minutes(2)),
        lambda: actions.choose_to_approve_followers(uma, approves=True, now=minutes(2)),
    ):
        with pytest.raises(AccountClosed):
            act()

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally.count_sheet import exact
from rulebook.tally.methods import EVERY, METHODS, VERSIONS
from rulebook.tally.terms import Terms
from rulebook.tally.tests.profiles import election


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(842), "842"),
        (Fraction(43732052, 100000), "437.32052"),
        (Fraction(1, 100000), "0.00001"),
        (Fraction(-3, 8), "-0.375"),
        (Fraction(1, 3), "1/3"),
        (Fraction(7, 6), "7/6"),
    ],
)
def test_numbers_are_printed_without_any_loss(number: Fraction, text: str) -> None:
    assert exact(number) == text


@given(st.fractions())
def test_what_is_printed_reads_back_as_the_same_number(number: Fraction) -> None:
    assert Fraction(exact(number)) == number


def test_a_sheet_is_plain_json() -> None:
    sheet = (
        METHODS["scottish-stv"]
        .count(election(1, {"A": 6, "B": 4, "C": 3}), Terms(unranked="no-opinion"))
        .plain()
    )
    assert json.loads(json.dumps(sheet)) == sheet
    assert sheet["quota"] == 7
    assert sheet["stages"] == [
        {
            "votes": ["6", "4", "3"],
            "elected": [],
            "excluded": [],
            "surplus_of": None,
            "non_transferable": "0",
        },
        {
            "votes": ["6", "4", "0"],
            "elected": [],
            "excluded": [2],
            "surplus_of": None,
            "non_transferable": "3",
        },
        {
            "votes": ["6", "0", "0"],
            "elected": [0],
            "excluded": [1],
            "surplus_of": None,
            "non_transferable": "7",
        },
    ]


def test_a_sheet_shows_each_tie_and_how_it_was_broken() -> None:
    ballots = election(1, {"A": 6, "B": 4, "C": 3, "D>C": 1})
    assert METHODS["irv"].count(ballots, Terms(unranked="no-opinion")).plain()["ties"] == [
        {"stage": 2, "decides": "exclusion", "candidates": [1, 2], "chosen": 2, "how": "earlier-stage"}
    ]
    # SHA-256 of "A" begins with 559a and that of "B" with df7e, so A is drawn, and excluded, first.
    drawn = METHODS["irv"].count(election(1, {"A": 1, "B": 1}), Terms(unranked="no-opinion")).plain()["ties"]
    assert drawn == [
        {
            "stage": 1,
            "decides": "exclusion",
            "candidates": [0, 1],
            "chosen": 0,
            "how": "lot",
            "lot_order": [0, 1],
            "seed_given": False,
        }
    ]


def test_the_methods_are_found_by_name_and_by_version() -> None:
    assert {"scottish-stv", "irv", "plurality", "majority", "approval", "schulze"} <= set(METHODS)
    assert {method.rule.name for method in VERSIONS.values()} == set(EVERY)
    assert {name.replace("-", "_") + "_v1" for name in EVERY} == set(VERSIONS)


@pytest.mark.parametrize("name", METHODS)
def test_every_sheet_names_its_rule(name: str) -> None:
    sheet = METHODS[name].count(election(1, {"A": 2, "B": 1}), Terms(unranked="no-opinion"))
    rule = METHODS[name].rule
    assert (sheet.method, sheet.version, sheet.rule) == (name, rule.version, rule.words)


@pytest.mark.parametrize("name", METHODS)
def test_more_ballots_than_people_on_the_roll_are_refused(name: str) -> None:
    profile = election(1, {"A": 2, "": 1})
    METHODS[name].count(profile, Terms(unranked="no-opinion", roll=3))
    with pytest.raises(ValueError, match="3 ballots were cast, but only 2 people are on the roll"):
        METHODS[name].count(profile, Terms(unranked="no-opinion", roll=2))


def test_terms_that_no_count_can_meet_are_refused() -> None:
    with pytest.raises(ValueError, match="“last” or “no-opinion”"):
        Terms(unranked="first")  # type: ignore[arg-type]  # the point of the test


def test_what_unranked_means_must_be_said() -> None:
    with pytest.raises(TypeError, match="unranked"):
        Terms()  # type: ignore[call-arg]  # the point of the test

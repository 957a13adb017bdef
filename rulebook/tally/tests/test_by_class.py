from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.tally import majority
from rulebook.tally.ballot_json import parse, write
from rulebook.tally.by_class import (
    ClassBallots,
    ClassSheet,
    VotingClass,
    count_each,
    count_weighed,
    powers,
)
from rulebook.tally.files import BadBallotFile
from rulebook.tally.methods import VERSIONS
from rulebook.tally.terms import Terms

VECTORS = json.loads(Path(__file__).with_name("by_class.json").read_text())
HALF = Terms(unranked="no-opinion")
USERS, WORKERS = VotingClass("users", 100, 100), VotingClass("workers", 20, 20)


def vote(
    cast: Mapping[str, tuple[int, int, int]],
    *classes: VotingClass,
    terms: Terms = HALF,
    weighed: bool = False,
) -> ClassSheet:
    said = {
        (key, answer): number
        for key, numbers in cast.items()
        for answer, number in zip(("yes", "no", "abstain"), numbers, strict=True)
        if number
    }
    ballots = ClassBallots(classes or (USERS, WORKERS), said)
    return (count_weighed if weighed else count_each)(ballots, terms)


def test_a_class_that_counts_apart_can_stop_what_all_together_want():
    sheet = vote({"users": (90, 10, 0), "workers": (5, 15, 0)})
    assert (sheet.outcome, [each.outcome for each in sheet.classes]) == ("defeated", ["carried", "defeated"])
    assert vote({"users": (90, 10, 0), "workers": (15, 5, 0)}).outcome == "carried"


def test_a_class_that_does_not_count_apart_has_its_votes_among_all():
    heard = VotingClass("workers", 20, 20, apart=False)
    assert vote({"users": (90, 10, 0), "workers": (5, 15, 0)}, USERS, heard).outcome == "carried"
    assert vote({"users": (55, 45, 0), "workers": (0, 20, 0)}, USERS, heard).outcome == "defeated"


def test_a_draw_in_one_class_carries_nothing():
    assert vote({"users": (90, 10, 0), "workers": (10, 10, 0)}).outcome == "defeated"


def test_each_class_needs_its_own_quorum():
    terms = Terms(unranked="no-opinion", roll=120, quorum=Fraction(1, 5))
    assert vote({"users": (90, 0, 0), "workers": (3, 0, 0)}, terms=terms).outcome == "no-quorum"
    assert vote({"users": (90, 0, 0), "workers": (3, 0, 1)}, terms=terms).outcome == "carried"
    assert vote({"users": (19, 0, 0), "workers": (20, 0, 0)}, terms=terms).outcome == "no-quorum"


def test_a_class_with_nobody_on_the_roll_is_passed_over():
    empty = VotingClass("workers", 0, 0)
    assert vote({"users": (9, 1, 0)}, USERS, empty).outcome == "carried"


def test_the_threshold_is_asked_of_each_class():
    two_thirds = Terms(unranked="no-opinion", threshold=Fraction(2, 3))
    assert vote({"users": (90, 10, 0), "workers": (13, 7, 0)}, terms=two_thirds).outcome == "defeated"
    assert vote({"users": (90, 10, 0), "workers": (14, 6, 0)}, terms=two_thirds).outcome == "carried"


def test_weights_count_every_vote_and_no_class_by_itself():
    heavy = VotingClass("workers", 20, 20, weight=5)
    sheet = vote({"users": (40, 60, 0), "workers": (20, 0, 0)}, USERS, heavy, weighed=True)
    assert (sheet.outcome, sheet.yes, sheet.no) == ("carried", Fraction(7, 10), Fraction(3, 10))


def test_a_floor_lifts_a_small_class_and_takes_from_the_others_in_proportion():
    classes = [VotingClass("a", 600, 600), VotingClass("b", 300, 300), VotingClass("c", 10, 10)]
    shares = powers(classes, Fraction(1, 10), Fraction(1))
    assert shares == {"a": Fraction(6, 10), "b": Fraction(3, 10), "c": Fraction(1, 10)}


def test_a_cap_lowers_a_large_class_and_gives_to_the_others():
    shares = powers(
        [VotingClass("a", 98, 98), VotingClass("b", 1, 1), VotingClass("c", 1, 1)],
        Fraction(0),
        Fraction(1, 2),
    )
    assert shares == {"a": Fraction(1, 2), "b": Fraction(1, 4), "c": Fraction(1, 4)}


@pytest.mark.parametrize(("floor", "cap"), [(Fraction(1, 2), Fraction(1)), (Fraction(0), Fraction(1, 10))])
def test_where_floor_or_cap_cannot_be_met_the_classes_are_equal(floor, cap):
    three = [VotingClass(key, 10 * number, 10) for number, key in enumerate("abc", 1)]
    assert set(powers(three, floor, cap).values()) == {Fraction(1, 3)}


def test_no_members_no_power():
    assert powers([VotingClass("a", 0, 0)], Fraction(0), Fraction(1)) == {"a": 0}


@pytest.mark.parametrize("said", VECTORS, ids=lambda each: each["name"])
def test_vectors(said):
    """Worked out by hand; see the rule's page."""
    terms = Terms(
        unranked="no-opinion",
        roll=said["roll"],
        quorum=Fraction(said["quorum"]),
        threshold=Fraction(said["threshold"]),
    )
    sheet = VERSIONS[said["method"]].count(parse(json.dumps(said["ballots"])), terms)
    plain = sheet.plain()
    assert {name: plain[name] for name in said["expected"]} == said["expected"]
    assert {each["key"]: each["power"] for each in plain["classes"]} == said["powers"]
    assert sheet.may_be_published == said["may_be_published"]


def test_what_is_kept_back_says_nothing_of_any_class():
    sheet = vote({"users": (90, 10, 0), "workers": (2, 3, 0)})
    assert not sheet.may_be_published
    assert "classes" not in sheet.kept_back()
    assert not {"yes", "no", "abstain", "yes_power"} & sheet.kept_back().keys()
    assert sheet.kept_back()["outcome"] == "defeated"


WRONG = [
    lambda: ClassBallots((), {}),
    lambda: ClassBallots((USERS, USERS), {}),
    lambda: ClassBallots((USERS,), {("workers", "yes"): 1}),
    lambda: ClassBallots((USERS,), {("users", "perhaps"): 1}),
    lambda: ClassBallots((USERS,), {("users", "yes"): 0}),
    lambda: ClassBallots((USERS,), {("users", "yes"): 101}),
    lambda: ClassBallots((VotingClass("users", 1, 2),), {}),
    lambda: ClassBallots((VotingClass("users", 1, 1, weight=0),), {}),
    lambda: ClassBallots((USERS,), {}, floor=Fraction(2, 3), cap=Fraction(1, 2)),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_counted_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011  each in words of its own
        wrong()


def test_a_single_class_has_nothing_to_keep_back():
    assert vote({"users": (2, 1, 0)}, USERS, VotingClass("workers", 0, 0)).may_be_published


def test_more_ballots_than_people_are_refused():
    with pytest.raises(ValueError, match="on the roll"):
        vote({"users": (90, 0, 0)}, terms=Terms(unranked="no-opinion", roll=10))


@pytest.mark.parametrize(
    "change",
    [
        {"classes": [{"key": "a", "roll": 3}]},
        {"classes": 3},
        {"floor": "1/0"},
        {"floor": "9" * 40},
        {"ballots": [[1, ["a"]]]},
        {"ballots": [[1, "yes"]]},
    ],
)
def test_a_broken_file_is_refused_in_words(change):
    sound = {
        "kind": "classes",
        "v": 1,
        "classes": [{"key": "a", "roll": 3, "apart": True}],
        "ballots": [[1, ["a", "yes"]]],
    }
    assert parse(json.dumps(sound))
    with pytest.raises(BadBallotFile):
        parse(json.dumps({**sound, **change}))


sizes = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.booleans()), min_size=1, max_size=5)
shares = st.fractions(0, 1, max_denominator=12)


@st.composite
def class_ballots(draw: st.DrawFn) -> ClassBallots:
    classes, said = [], {}
    for number, (roll, weight, apart) in enumerate(draw(sizes)):
        key = f"class-{number}"
        classes.append(VotingClass(key, roll, draw(st.integers(0, roll)), apart, weight))
        left = roll
        for answer in ("yes", "no", "abstain"):
            cast = draw(st.integers(0, left))
            left -= cast
            if cast:
                said[key, answer] = cast
    floor, cap = sorted((draw(shares), draw(shares)))
    return ClassBallots(tuple(classes), said, floor, cap, draw(st.text(max_size=5)))


@given(class_ballots())
def test_powers_are_one_together_and_within_floor_and_cap_where_that_can_be(ballots):
    present = [each for each in ballots.classes if each.roll]
    shares = powers(ballots.classes, ballots.floor, ballots.cap)
    assert sum(shares.values()) == (1 if present else 0)
    if present and ballots.floor * len(present) <= 1 <= ballots.cap * len(present):
        assert all(ballots.floor <= shares[each.key] <= ballots.cap for each in present)
    assert all(shares[each.key] == 0 for each in ballots.classes if not each.roll)


@given(class_ballots())
def test_a_larger_class_never_has_less_power_than_a_smaller_one(ballots):
    shares = powers(ballots.classes, ballots.floor, ballots.cap)
    by_size = sorted(
        (each for each in ballots.classes if each.roll), key=lambda each: each.roll * each.weight
    )
    found = [shares[each.key] for each in by_size]
    assert found == sorted(found)


@given(class_ballots(), st.permutations(range(5)))
def test_the_order_of_classes_makes_no_difference(ballots, order):
    listed = [ballots.classes[place] for place in order if place < len(ballots.classes)]
    other = ClassBallots(tuple(listed), ballots.ballots, ballots.floor, ballots.cap)
    for count in (count_each, count_weighed):
        assert count(ballots, HALF).outcome == count(other, HALF).outcome


@given(class_ballots(), shares, shares)
def test_carried_by_each_class_apart_is_carried_by_all_together(ballots, threshold, quorum):
    all_apart = tuple(replace(each, apart=True, base=each.roll) for each in ballots.classes)
    ballots, base = replace(ballots, classes=all_apart), sum(each.roll for each in all_apart)
    terms = Terms(unranked="no-opinion", roll=base, threshold=threshold, quorum=quorum)
    sheet = count_each(ballots, terms)
    if sheet.outcome != "carried":
        return
    together = majority.count(
        yes=int(sheet.yes),
        no=int(sheet.no),
        abstain=sum(each.abstain for each in sheet.classes),
        roll=base,
        threshold=threshold,
        quorum=quorum,
    )
    assert together.carried


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), shares)
def test_a_single_class_counts_as_a_majority_does(yes, no, abstain, threshold):
    roll = max(1, yes + no + abstain)
    alone = VotingClass("members", roll, roll)
    terms = Terms(unranked="no-opinion", roll=roll, threshold=threshold, quorum=Fraction(1, 3))
    known = majority.count(
        yes=yes, no=no, abstain=abstain, roll=roll, threshold=threshold, quorum=Fraction(1, 3)
    )
    for weighed in (False, True):
        sheet = vote({"members": (yes, no, abstain)}, alone, terms=terms, weighed=weighed)
        assert sheet.outcome == known.outcome


@given(class_ballots())
def test_one_more_yes_never_defeats_what_was_carried(ballots):
    for count in (count_each, count_weighed):
        before = count(ballots, HALF)
        for each in ballots.classes:
            if ballots.cast_in(each.key) < each.roll:
                more = {**ballots.ballots, (each.key, "yes"): ballots.said(each.key, "yes") + 1}
                after = count(ClassBallots(ballots.classes, more, ballots.floor, ballots.cap), HALF)
                assert not (before.elected and not after.elected)


@given(class_ballots())
def test_a_file_gives_back_what_was_written(ballots):
    assert parse(write(ballots)) == ballots
    assert write(parse(write(ballots))) == write(ballots)


@given(class_ballots())
def test_where_a_sheet_may_be_published_no_class_has_few_voters(ballots):
    sheet = count_each(ballots, HALF)
    if sheet.may_be_published and sum(each.roll > 0 for each in sheet.classes) > 1:
        assert not any(0 < each.cast < 10 for each in sheet.classes)

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.opinions import alike
from rulebook.opinions.opinion_map import FEWEST_IN_GROUP, Answers, OpinionMap, draw

STATEMENTS = ["paint", "lamps", "bread", "cats", "noon"]
answers = st.dictionaries(st.sampled_from(STATEMENTS), st.sampled_from([1, 0, -1]), max_size=5)
peoples = st.dictionaries(st.integers(0, 200), answers, max_size=30)


def camps(*leanings: dict[str, int], of: int = 6) -> dict[str, dict[str, int]]:
    """So many people for each leaning; every third passes on the last thing she is asked."""
    return {
        f"{camp}-{number}": {
            name: 0 if number % 3 == 2 and name == list(leaning)[-1] else answer
            for name, answer in leaning.items()
        }
        for camp, leaning in enumerate(leanings)
        for number in range(of)
    }


EARLY = {"paint": 1, "lamps": 1, "bread": 1, "cats": -1, "noon": -1}
LATE = {"paint": -1, "lamps": -1, "bread": 1, "cats": 1, "noon": 1}
ODD = {"paint": 1, "lamps": -1, "bread": 1, "cats": 1, "noon": -1}


def test_camps_that_were_planted_are_found() -> None:
    for planted in ([EARLY, LATE], [EARLY, LATE, ODD]):
        found = draw(camps(*planted), STATEMENTS)
        together = {frozenset(name for name in camps(*planted) if name[0] == str(c)) for c in range(3)}
        assert set(found.groups) == together - {frozenset()}
        assert found.silhouette is not None
        assert found.silhouette > Fraction(1, 2)


def test_what_unites_and_what_divides_is_told_from_the_lowest_share() -> None:
    found = draw(camps(EARLY, LATE), STATEMENTS)
    assert [each.statement for each in found.uniting()] == ["bread"]
    assert found.uniting()[0].unites == 1
    assert {each.statement for each in found.dividing()} == {"paint", "lamps", "cats", "noon"}
    noon = next(each for each in found.statements if each.statement == "noon")
    assert sorted(each.agreeing for each in noon.groups) == [0, Fraction(2, 3)]
    assert noon.everybody == Answers(agree=4, disagree=4, passed=4)
    assert found.uniting(fewest=7) == []


@pytest.mark.parametrize("how_many", [3, 1])
def test_too_few_people_or_answers_make_no_groups(how_many: int) -> None:
    few = camps(EARLY, LATE, of=how_many)
    assert draw(few, STATEMENTS).groups == ()
    hasty = {name: dict(list(given.items())[:2]) for name, given in camps(EARLY, LATE).items()}
    found = draw(hasty, STATEMENTS)
    assert (found.groups, found.placed, found.silhouette) == ((), 0, None)
    assert found.statements[0].everybody.given == 12


def test_people_who_all_agree_are_no_groups() -> None:
    assert draw(camps(EARLY, EARLY), STATEMENTS).groups == ()


def test_a_pair_that_stands_apart_is_no_group() -> None:
    few = {f"odd-{number}": LATE for number in range(FEWEST_IN_GROUP - 1)}
    assert draw({**camps(EARLY, of=12), **few}, STATEMENTS).groups == ()


@pytest.mark.parametrize("wrong", [{"paint": 2}, {"paint": True}, {"bells": 1}])
def test_what_is_no_answer_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="answer"):
        draw({"ada": wrong}, STATEMENTS)


def _sets(found: OpinionMap[int, str]) -> list[frozenset[int]]:
    return list(found.groups)


@given(peoples, st.randoms(use_true_random=False))
def test_the_order_of_people_makes_no_difference(given_: dict[int, dict[str, int]], order) -> None:
    names = list(given_)
    order.shuffle(names)
    assert draw({name: given_[name] for name in names}, STATEMENTS) == draw(given_, STATEMENTS)


@given(peoples)
def test_other_names_change_nothing_but_names(given_: dict[int, dict[str, int]]) -> None:
    before = draw(given_, STATEMENTS)
    after = draw({f"x{-name}": said for name, said in given_.items()}, STATEMENTS)
    assert [{f"x{-name}" for name in group} for group in before.groups] == [set(g) for g in after.groups]
    assert (before.statements, before.silhouette) == (after.statements, after.silhouette)


@given(peoples)
def test_equal_answers_share_a_group_and_everybody_placed_is_in_one(
    given_: dict[int, dict[str, int]],
) -> None:
    found = draw(given_, STATEMENTS)
    placed = {name for name, said in given_.items() if len(said) >= 3}
    assert found.placed == len(placed)
    if found.groups:
        assert sorted(name for group in found.groups for name in group) == sorted(placed)
        assert min(len(group) for group in found.groups) >= FEWEST_IN_GROUP
        assert 2 <= len(found.groups) <= 5
        home = {name: at for at, group in enumerate(found.groups) for name in group}
        for one in placed:
            assert all(home[one] == home[other] for other in placed if given_[one] == given_[other])


@given(peoples)
def test_counts_add_up(given_: dict[int, dict[str, int]]) -> None:
    found = draw(given_, STATEMENTS)
    outside = [said for said in given_.values() if len(said) < 3 or not found.groups]
    for each in found.statements:
        assert each.everybody.given == sum(each.statement in said for said in given_.values())
        for answer, in_all, in_groups in (
            (1, each.everybody.agree, sum(one.agree for one in each.groups)),
            (-1, each.everybody.disagree, sum(one.disagree for one in each.groups)),
            (0, each.everybody.passed, sum(one.passed for one in each.groups)),
        ):
            assert in_all == in_groups + sum(said.get(each.statement) == answer for said in outside)
        assert 0 <= each.unites <= each.unites + each.divides <= 1


rows = st.tuples(*[st.sampled_from([1, 0, -1, None])] * 5)


@given(rows, rows)
def test_distances_are_whole_symmetric_and_within_bounds(one: alike.Row, other: alike.Row) -> None:
    a, b = alike.marks_of(one), alike.marks_of(other)
    assert alike.distance(a, b) == alike.distance(b, a)
    assert 0 <= alike.distance(a, b) <= alike.FAR
    assert alike.distance(a, a) == 0
    flipped = alike.marks_of(tuple(None if each is None else -each for each in one))
    assert alike.distance(flipped, alike.marks_of(tuple(None if e is None else -e for e in other))) == (
        alike.distance(a, b)
    )


@given(st.lists(rows, min_size=4, max_size=9, unique=True))
@settings(max_examples=40)
def test_no_single_swap_of_a_centre_would_bring_people_nearer(given_: list[alike.Row]) -> None:
    marks = {row: alike.marks_of(row) for row in given_}

    def away(centres: tuple[alike.Row, ...]) -> int:
        return sum(min(alike.distance(marks[row], marks[c]) for c in centres) for row in given_)

    for count, cut in alike.cut_into(given_, [1, 2, 3]).items():
        assert len(cut.centres) == count
        for gone in cut.centres:
            for come in set(given_) - set(cut.centres):
                other = tuple(come if each == gone else each for each in cut.centres)
                assert away(cut.centres) <= away(other)


def test_of_very_many_a_sample_is_looked_at_and_everybody_is_placed() -> None:
    many = camps(EARLY, LATE, of=3 * alike.MOST_LOOKED_AT)
    found = draw(many, STATEMENTS)
    assert sorted(map(len, found.groups)) == [1200, 1200]
    assert all(len({name[0] for name in group}) == 1 for group in found.groups)
